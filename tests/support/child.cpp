// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

namespace demarche::test {
namespace {

using Pipe = std::array<int, 2>;

Pipe new_pipe() {
  Pipe ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  return ends;
}

[[noreturn]] void run_in_child(const std::function<int()>& body, int out, int err) {
  // What the test runner catches and blocks is not the child's business.
  for (const int number : {SIGINT, SIGTERM, SIGPIPE}) std::signal(number, SIG_DFL);
  dup2(out, STDOUT_FILENO);
  dup2(err, STDERR_FILENO);
  const int code = body();
  std::fflush(nullptr);
  _exit(code);
}

/// Both at once, since a child that fills one pipe would wait forever.
void read_to_end(int out, int err, ChildResult& result) {
  std::array<pollfd, 2> ends = {pollfd{out, POLLIN, 0}, pollfd{err, POLLIN, 0}};
  while (ends[0].fd >= 0 || ends[1].fd >= 0) {
    if (poll(ends.data(), ends.size(), -1) < 0) break;
    for (auto& end : ends) {
      if (end.fd < 0 || end.revents == 0) continue;
      std::array<char, 4096> buffer{};
      const ssize_t count = read(end.fd, buffer.data(), buffer.size());
      if (count <= 0) {
        end.fd = -1;
        continue;
      }
      (&end == ends.data() ? result.out : result.err)
          .append(buffer.data(), static_cast<std::size_t>(count));
    }
  }
}

}  // namespace

ChildResult run_child(const std::function<int()>& body, ChildStdout kind) {
  std::fflush(nullptr);
  const Pipe out = new_pipe();
  const Pipe err = new_pipe();
  if (kind == ChildStdout::closed_pipe) close(out[0]);
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("cannot fork");
  if (child == 0) {
    const int target = kind == ChildStdout::full_device ? open("/dev/full", O_WRONLY) : out[1];
    run_in_child(body, target, err[1]);
  }
  close(out[1]);
  close(err[1]);
  ChildResult result{};
  read_to_end(kind == ChildStdout::closed_pipe ? -1 : out[0], err[0], result);
  if (kind != ChildStdout::closed_pipe) close(out[0]);
  close(err[0]);
  int status = 0;
  waitpid(child, &status, 0);
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

ChildResult run(const std::string& program, const std::vector<std::string>& arguments,
                const std::string& input, ChildStdout out, const Environment& environment) {
  // All before the fork: behind it, memory may be locked by a thread that the child does not have.
  std::vector<char*> argv{const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  std::vector<std::string> given;
  for (const auto& [name, value] : environment) given.push_back(name + '=' + value);
  std::vector<char*> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    if (!environment.contains(std::string(text.substr(0, text.find('=')))))
      variables.push_back(*variable);
  }
  for (std::string& variable : given) variables.push_back(variable.data());
  variables.push_back(nullptr);
  return run_child(
      [&] {
        const int file = open(input.c_str(), O_RDONLY);
        dup2(file, STDIN_FILENO);
        execve(program.c_str(), argv.data(), variables.data());
        return 127;
      },
      out);
}

}  // namespace demarche::test
