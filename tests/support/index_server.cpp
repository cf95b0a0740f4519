// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/index_server.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <thread>

namespace demarche::test {
namespace {

constexpr int max_starts = 5;
constexpr auto poll_pause = std::chrono::milliseconds(10);
constexpr int max_polls = 1000;

sockaddr_in local_address(unsigned short port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int new_socket() { return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); }

/// A port that nobody has now.
unsigned short free_port() {
  const int descriptor = new_socket();
  sockaddr_in address = local_address(0);
  socklen_t length = sizeof address;
  REQUIRE(bind(descriptor, reinterpret_cast<const sockaddr*>(&address), length) == 0);
  REQUIRE(getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &length) == 0);
  close(descriptor);
  return ntohs(address.sin_port);
}

bool accepts(unsigned short port) {
  const int descriptor = new_socket();
  const sockaddr_in address = local_address(port);
  const bool accepted =
      connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  close(descriptor);
  return accepted;
}

[[noreturn]] void serve(const std::string& index_path, const std::string& port) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, stream);
  execlp("xapian-tcpsrv", "xapian-tcpsrv", "--quiet", "--interface", "127.0.0.1", "--port",
         port.c_str(), index_path.c_str(), nullptr);
  _exit(127);
}

}  // namespace

IndexServer::IndexServer(const std::string& index_path) {
  // Another program may take the port before the server does.
  for (int i = 0; i < max_starts; ++i) {
    if (start(index_path)) return;
    kill();
  }
  FAIL("xapian-tcpsrv does not start");
}

bool IndexServer::start(const std::string& index_path) {
  port_ = free_port();
  const std::string port = std::to_string(port_);
  process_ = fork();
  if (process_ == 0) serve(index_path, port);
  REQUIRE(process_ > 0);
  setpgid(process_, process_);
  for (int i = 0; i < max_polls; ++i) {
    if (accepts(port_)) return true;
    if (waitpid(process_, nullptr, WNOHANG) == process_) {
      process_ = -1;
      return false;
    }
    std::this_thread::sleep_for(poll_pause);
  }
  return false;
}

std::string IndexServer::location() const { return "tcp:127.0.0.1:" + std::to_string(port_); }

void IndexServer::kill() {
  if (process_ <= 0) return;
  ::kill(-process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  process_ = -1;
}

void IndexServer::hold() const { ::kill(-process_, SIGSTOP); }

}  // namespace demarche::test
