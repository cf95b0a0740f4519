// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include "common/completion/shells.hpp"

namespace demarche {
namespace {

using Of = ValueCompletion::Of;

/// Words are offered by their beginning; files and folders are readline's own
/// business, which knows how the word is quoted.
std::string offer(std::string_view program, const ValueCompletion& value) {
  switch (value.of) {
    case Of::words:
      return fmt::format("_{}_offer '{}'", program, fmt::join(value.words, " "));
    case Of::files:
      return "compopt -o default";
    case Of::folders:
      return "compopt -o dirnames";
    case Of::nothing:
      break;
  }
  return ":";
}

/// The case of an option whose value it is; a value that may be left out stands
/// behind the sign only.
std::string value_case(std::string_view program, const CompletedOption& option) {
  if (option.argument == CompletedOption::Argument::none) return {};
  std::string names = fmt::format("--{}", option.name);
  if (option.letter != 0) names += fmt::format(" | -{}", option.letter);
  const bool is_needed = option.argument == CompletedOption::Argument::required;
  const std::string offered = offer(program, option.value);
  return is_needed ? fmt::format("      {}) {}; return ;;\n", names, offered)
                   : fmt::format("      {}) if [[ $equals ]]; then {}; fi ;;\n", names, offered);
}

std::string value_cases(const CompletedProgram& program) {
  std::string cases;
  for (const CompletedOption& option : program.options) cases += value_case(program.name, option);
  return cases;
}

std::string option_names(const CompletedProgram& program) {
  std::vector<std::string> names;
  for (const CompletedOption& option : program.options) {
    names.push_back(fmt::format("--{}", option.name));
    if (option.letter != 0) names.push_back(fmt::format("-{}", option.letter));
  }
  return fmt::format("{}", fmt::join(names, " "));
}

// {0}: the program; {1}: its options' values; {2}: the options; {3}: what completes an operand.
constexpr std::string_view script = R"(# bash completion for {0}, made by: {0} --completion bash

_{0}_offer() {{
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
  if [[ ${{COMPREPLY[0]}} == *[=:] ]]; then compopt -o nospace; fi
}}

_{0}() {{
  local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}} word equals= literal=
  COMPREPLY=()
  # What is offered would take the place of the quotation mark, too.
  if [[ $cur == [\'\"]* ]]; then return; fi
  # Readline parts --option=value at the sign.
  if [[ $cur == = ]]; then
    cur= equals=1
  elif [[ $prev == = && COMP_CWORD -gt 2 ]]; then
    prev=${{COMP_WORDS[COMP_CWORD-2]}} equals=1
  fi
  if [[ $equals && $prev != --* ]]; then return; fi
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    if [[ $word == -- ]]; then literal=1; fi
  done
  if [[ ! $literal ]]; then
    case $prev in
{1}    esac
    if [[ $equals ]]; then return; fi
    if [[ $cur == -* ]]; then
      _{0}_offer '{2}'
      return
    fi
  fi
  {3}
}}

complete -F _{0} {0}
)";

}  // namespace

std::string bash_completion(const CompletedProgram& program) {
  return fmt::format(script, program.name, value_cases(program), option_names(program),
                     offer(program.name, program.operands));
}

}  // namespace demarche
