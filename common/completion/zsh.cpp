// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include "common/completion/shells.hpp"

namespace demarche {
namespace {

using Of = ValueCompletion::Of;
using Argument = CompletedOption::Argument;

/// Text within a specification of _arguments, which stands in single quotes.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      if (c == '\\' || c == ':' || c == '[' || c == ']') out += '\\';
      out += c;
    }
  }
  return out;
}

/// What _arguments does to complete a value.
std::string action(const ValueCompletion& value) {
  switch (value.of) {
    case Of::files:
      return "_files";
    case Of::folders:
      return "_files -/";
    case Of::nothing:
      return " ";
    case Of::words:
      break;
  }
  const std::string words = escaped(fmt::format("{}", fmt::join(value.words, " ")));
  const bool is_continued = words.ends_with('=') || words.ends_with(':');
  // Behind a space it is a command.
  return is_continued ? fmt::format(" compadd -S \"\" -- {}", words) : fmt::format("({})", words);
}

/// The specification of one of an option's names, with `joint` before its value.
std::string specification(const CompletedOption& option, const std::string& name,
                          std::string_view joint) {
  std::string value;
  if (option.argument != Argument::none) {
    const char* const colons = option.argument == Argument::optional ? "::" : ":";
    value = fmt::format("{}{}:{}", colons, escaped(option.placeholder), action(option.value));
  }
  return fmt::format("    '*{}{}[{}]{}' \\\n", name, joint, escaped(option.help), value);
}

std::string specifications(const CompletedOption& option) {
  const bool needs_value = option.argument == Argument::required;
  std::string out;
  if (option.letter != 0)
    out += specification(option, fmt::format("-{}", option.letter), needs_value ? "+" : "");
  // A value that may be left out stands behind the sign only.
  const bool may_have_value = option.argument == Argument::optional;
  return out + specification(option, fmt::format("--{}", option.name),
                             needs_value ? "=" : (may_have_value ? "=-" : ""));
}

constexpr std::string_view script = R"(#compdef {0}
# zsh completion for {0}, made by: {0} --completion zsh

_{0}() {{
  _arguments -s -S \
{1}    '*:{2}:{3}'
}}

if [[ $funcstack[1] == _{0} ]]; then
  _{0} "$@"
else
  compdef _{0} {0}
fi
)";

}  // namespace

std::string zsh_completion(const CompletedProgram& program) {
  std::string options;
  for (const CompletedOption& option : program.options) options += specifications(option);
  return fmt::format(script, program.name, options, escaped(program.operand),
                     action(program.operands));
}

}  // namespace demarche
