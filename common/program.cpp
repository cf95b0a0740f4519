// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/program.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <new>

#include "common/error.hpp"
#include "common/terminal.hpp"

namespace demarche {
namespace {

/// Whoever read stdout has gone. Only run_program catches it.
struct StdoutClosed {};

std::atomic<bool> interrupt_pending{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

extern "C" void note_interrupt(int) { interrupt_pending.store(true); }

void defer_signal(int number) {
  struct sigaction old {};
  // What the parent had ignored (nohup, a background job of sh) stays ignored.
  if (sigaction(number, nullptr, &old) == 0 && old.sa_handler == SIG_IGN) return;
  struct sigaction action {};
  action.sa_handler = note_interrupt;
  sigemptyset(&action.sa_mask);
  action.sa_flags =
      static_cast<int>(static_cast<unsigned>(SA_RESTART) | static_cast<unsigned>(SA_RESETHAND));
  sigaction(number, &action, nullptr);
}

/// What is said of a crash: made before, since nothing can be made then.
std::string fault_message;

extern "C" void report_fault(int) {
  [[maybe_unused]] const ssize_t written =
      write(STDERR_FILENO, fault_message.data(), fault_message.size());
  _exit(exit_code::failed);
}

/// A program started with a closed stdin, stdout or stderr would get that
/// number for the next file it opens, and messages would end up in the index.
/// The placeholder is opened the wrong way round, so that using it still fails.
void occupy_standard_descriptors() {
  for (int descriptor = 0; descriptor <= 2; ++descriptor) {
    if (fcntl(descriptor, F_GETFD) != -1 || errno != EBADF) continue;
    if (open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY) != descriptor) std::abort();
  }
}

[[noreturn]] void throw_write_error(int error) {
  if (error == EPIPE) throw StdoutClosed{};
  throw Error(fmt::format("cannot write to stdout: {}", std::strerror(error)));
}

int report(std::string_view name, const Error& error) {
  print_message(name, "error", error.what(), error.hint());
  return error.exit_code();
}

int report_internal_error(std::string_view name) {
  print_message(name, "error", "internal error: this is a fault of the program, not yours",
                "please report it with the command that you typed");
  return exit_code::failed;
}

const char* non_empty_variable(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : nullptr;
}

}  // namespace

int run_program(std::string_view name, const std::function<int()>& body) {
  occupy_standard_descriptors();
  std::signal(SIGPIPE, SIG_IGN);
  try {
    const int code = body();
    flush_stdout();
    return code;
  } catch (const StdoutClosed&) {
    return exit_code::ok;
  } catch (const Interrupted& interrupted) {
    std::fputs(fmt::format("{}: interrupted\n", name).c_str(), stderr);
    return interrupted.exit_code();
  } catch (const Error& error) {
    return report(name, error);
  } catch (const std::filesystem::filesystem_error& error) {
    print_message(name, "error",
                  fmt::format("cannot use {}: {}", error.path1().string(), error.code().message()));
    return exit_code::failed;
  } catch (const std::bad_alloc&) {
    print_message(name, "error", "out of memory");
    return exit_code::failed;
  } catch (...) {
    // what() of such an exception is for programmers: it never reaches the terminal.
    return report_internal_error(name);
  }
}

void write_stdout(std::string_view bytes) {
  errno = 0;
  if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size()) throw_write_error(errno);
}

void flush_stdout() {
  errno = 0;
  if (std::fflush(stdout) != 0) throw_write_error(errno);
}

void write_stderr(std::string_view bytes) {
  std::fwrite(bytes.data(), 1, bytes.size(), stderr);
  std::fflush(stderr);
}

void print_message(std::string_view name, std::string_view kind, std::string_view what,
                   std::string_view hint) {
  std::string lines = fmt::format("{}: {}: {}\n", name, kind, printable(what));
  if (!hint.empty()) lines += fmt::format("hint: {}\n", printable(hint));
  // One write, so that the lines of two programs on one terminal don't mix.
  write_stderr(lines);
}

void blame_faults_on(std::string_view name, std::string_view index) {
  fault_message = fmt::format(
      "{}: error: the program failed as it used the index {}, which may be damaged\n"
      "hint: check it with `indexer --check`; if it is sound, please report the command that you "
      "typed\n",
      name, printable(index));
  static std::array<char, 64U << 10U> stack;  // that of a program that has none left is full
  stack_t other{};
  other.ss_sp = stack.data();
  other.ss_size = stack.size();
  sigaltstack(&other, nullptr);
  struct sigaction action {};
  action.sa_handler = report_fault;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_ONSTACK;
  for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT})
    sigaction(number, &action, nullptr);
}

void defer_interrupts() {
  defer_signal(SIGINT);
  defer_signal(SIGTERM);
}

void check_interrupted() {
  if (interrupt_pending.load(std::memory_order_relaxed)) throw Interrupted();
}

std::optional<std::string> xdg_folder(const char* variable, std::string_view below_home) {
  // The specification has relative values ignored.
  const char* const folder = non_empty_variable(variable);
  if (folder != nullptr && *folder == '/') return folder;
  const char* const home = non_empty_variable("HOME");
  if (home == nullptr) return std::nullopt;
  return fmt::format("{}/{}", home, below_home);
}

std::string default_index_path() {
  if (const char* path = non_empty_variable("DEMARCHE_DB")) return path;
  if (const auto data = xdg_folder("XDG_DATA_HOME", ".local/share"))
    return *data + "/demarche/index";
  throw UsageError("no place for the index: DEMARCHE_DB, XDG_DATA_HOME and HOME are all unset",
                   "name one with --db PATH");
}

}  // namespace demarche
