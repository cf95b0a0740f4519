// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/program.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <new>
#include <stdexcept>

#include "common/error.hpp"
#include "tests/support/child.hpp"

using namespace demarche;
using test::ChildStdout;
using test::run_child;

namespace {

/// Runs `body` behind the exit door, in a process of its own.
test::ChildResult run(const std::function<int()>& body, ChildStdout out = ChildStdout::pipe) {
  return run_child([&] { return run_program("prog", body); }, out);
}

}  // namespace

TEST_CASE("what the body returns and prints is what the program does", "[program]") {
  const auto result = run([] {
    write_stdout("data\n");
    return 1;
  });
  CHECK(result.exit_code == 1);
  CHECK(result.out == "data\n");
  CHECK(result.err.empty());
}

TEST_CASE("an error is a line with its hint, and its exit code", "[program]") {
  const auto usage = run([]() -> int { throw UsageError("no PATH", "see --help"); });
  CHECK(usage.exit_code == exit_code::failed);
  CHECK(usage.err == "prog: error: no PATH\nhint: see --help\n");
  CHECK(usage.out.empty());

  const auto locked = run([]() -> int { throw LockedError("locked"); });
  CHECK(locked.exit_code == exit_code::locked);
  CHECK(locked.err == "prog: error: locked\n");
}

TEST_CASE("control characters of an error are visible on the terminal", "[program]") {
  const auto result = run([]() -> int { throw UsageError("cannot open 'a\x1b[2J\nb'"); });
  CHECK(result.err == "prog: error: cannot open 'a\\x1b[2J\\x0ab'\n");
}

TEST_CASE("no text of a foreign exception reaches the terminal", "[program]") {
  const auto result = run([]() -> int { throw std::logic_error("vector::_M_range_check"); });
  CHECK(result.exit_code == exit_code::failed);
  CHECK(result.err.find("prog: error: internal error") == 0);
  CHECK(result.err.find("vector") == std::string::npos);

  const auto number = run([]() -> int { throw 42; });
  CHECK(number.exit_code == exit_code::failed);
  CHECK(number.err == result.err);
}

TEST_CASE("want of memory is said plainly", "[program]") {
  const auto result = run([]() -> int { throw std::bad_alloc(); });
  CHECK(result.exit_code == exit_code::failed);
  CHECK(result.err == "prog: error: out of memory\n");
}

TEST_CASE("a reader that closes the pipe ends the program quietly", "[program]") {
  const auto at_the_end = run(
      [] {
        write_stdout("short");
        return 1;
      },
      ChildStdout::closed_pipe);
  CHECK(at_the_end.exit_code == exit_code::ok);
  CHECK(at_the_end.err.empty());

  const auto in_between = run(
      []() -> int {
        while (true) write_stdout("endless ");
      },
      ChildStdout::closed_pipe);
  CHECK(in_between.exit_code == exit_code::ok);
  CHECK(in_between.err.empty());
}

TEST_CASE("a full disk under stdout is an error", "[program]") {
  const auto result = run(
      [] {
        write_stdout("data");
        return 0;
      },
      ChildStdout::full_device);
  CHECK(result.exit_code == exit_code::failed);
  CHECK(result.err == "prog: error: cannot write to stdout: No space left on device\n");
}

TEST_CASE("a closed stdout is an error, and no file takes its number", "[program]") {
  const auto result = run_child([] {
    close(STDIN_FILENO);
    close(STDOUT_FILENO);
    return run_program("prog", [] {
      if (open("/dev/null", O_RDWR) <= STDERR_FILENO) return 9;
      write_stdout("data");
      return 0;
    });
  });
  CHECK(result.exit_code == exit_code::failed);
  CHECK(result.err == "prog: error: cannot write to stdout: Bad file descriptor\n");
}

TEST_CASE("a deferred interrupt ends the program with 130 where it is looked for", "[program]") {
  const int number = GENERATE(SIGINT, SIGTERM);
  const auto result = run([&] {
    defer_interrupts();
    check_interrupted();
    raise(number);
    write_stdout("still here\n");
    check_interrupted();
    return 0;
  });
  CHECK(result.exit_code == exit_code::interrupted);
  CHECK(result.out == "still here\n");
  CHECK(result.err == "prog: interrupted\n");
}

TEST_CASE("an interrupt that the parent ignores stays ignored", "[program]") {
  const auto result = run([] {
    std::signal(SIGINT, SIG_IGN);
    defer_interrupts();
    raise(SIGINT);
    check_interrupted();
    return 0;
  });
  CHECK(result.exit_code == 0);
}

TEST_CASE("the index is where the first variable that is set says", "[program]") {
  struct Row {
    const char* index;
    const char* data;
    const char* home;
    const char* expected;
  };
  const auto row = GENERATE(values<Row>({
      {"/i", "/d", "/h", "/i"},
      {"relative", "/d", "/h", "relative"},
      {"", "/d", "/h", "/d/demarche/index"},
      {"", "", "/h", "/h/.local/share/demarche/index"},
      {"", "relative", "/h", "/h/.local/share/demarche/index"},
  }));
  const auto result = run([&] {
    setenv("DEMARCHE_DB", row.index, 1);
    setenv("XDG_DATA_HOME", row.data, 1);
    setenv("HOME", row.home, 1);
    write_stdout(default_index_path());
    return 0;
  });
  CHECK(result.out == row.expected);
}

TEST_CASE("without any variable the index must be named", "[program]") {
  const auto result = run([] {
    for (const char* name : {"DEMARCHE_DB", "XDG_DATA_HOME", "HOME"}) unsetenv(name);
    write_stdout(default_index_path());
    return 0;
  });
  CHECK(result.exit_code == exit_code::failed);
  CHECK(result.err.find("hint: name one with --db PATH\n") != std::string::npos);
}
