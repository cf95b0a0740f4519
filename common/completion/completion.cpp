// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/completion/completion.hpp"

#include <fmt/format.h>

#include "common/completion/shells.hpp"
#include "common/error.hpp"

namespace demarche {

std::string completion_script(const CompletedProgram& program, std::string_view shell) {
  if (shell == "bash") return bash_completion(program);
  if (shell == "zsh") return zsh_completion(program);
  if (shell == "fish") return fish_completion(program);
  throw UsageError(fmt::format("--completion takes one of {}, not '{}'",
                               fmt::join(completed_shells, ", "), shell));
}

}  // namespace demarche
