// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include "common/completion/shells.hpp"

namespace demarche {
namespace {

using Of = ValueCompletion::Of;
using Argument = CompletedOption::Argument;

std::string in_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\\' || c == '\'') out += '\\';
    out += c;
  }
  return out + "'";
}

/// Fish puts no space behind what ends in a sign.
std::string words(const ValueCompletion& value) {
  return in_quotes(fmt::format("{}", fmt::join(value.words, " ")));
}

std::string value_flags(const CompletedOption& option) {
  if (option.argument == Argument::none) return {};
  const bool needs_value = option.argument == Argument::required;
  switch (option.value.of) {
    case Of::files:
      return needs_value ? " -r -F" : " -F";
    case Of::folders:
      return " -x -a '(__fish_complete_directories)'";
    case Of::words:
      return (needs_value ? " -x -a " : " -f -a ") + words(option.value);
    case Of::nothing:
      break;
  }
  return needs_value ? " -x" : "";
}

std::string operands(const CompletedProgram& program) {
  switch (program.operands.of) {
    case Of::files:
      return {};
    case Of::folders:
      return fmt::format("complete -c {} -f -a '(__fish_complete_directories)'\n", program.name);
    case Of::words:
      return fmt::format("complete -c {} -f -a {}\n", program.name, words(program.operands));
    case Of::nothing:
      break;
  }
  return fmt::format("complete -c {} -f\n", program.name);
}

}  // namespace

std::string fish_completion(const CompletedProgram& program) {
  std::string out =
      fmt::format("# fish completion for {0}, made by: {0} --completion fish\n\n", program.name);
  out += operands(program);
  for (const CompletedOption& option : program.options) {
    const std::string letter =
        option.letter == 0 ? std::string() : fmt::format(" -s {}", option.letter);
    out += fmt::format("complete -c {}{} -l {}{} -d {}\n", program.name, letter, option.name,
                       value_flags(option), in_quotes(option.help));
  }
  return out;
}

}  // namespace demarche
