// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace demarche::test {

struct ChildResult {
  int exit_code;  ///< -1 where a signal ended it
  std::string out;
  std::string err;
};

enum class ChildStdout { pipe, closed_pipe, full_device };

/// Runs `body` in a forked process with its streams caught; what it returns is
/// the exit code. For what changes a process: signals, streams, the environment.
ChildResult run_child(const std::function<int()>& body, ChildStdout out = ChildStdout::pipe);

/// Variables that a program has besides those of the test.
using Environment = std::map<std::string, std::string>;

/// Runs a program, whose stdin is the file `input`.
ChildResult run(const std::string& program, const std::vector<std::string>& arguments,
                const std::string& input = "/dev/null", ChildStdout out = ChildStdout::pipe,
                const Environment& environment = {});

}  // namespace demarche::test
