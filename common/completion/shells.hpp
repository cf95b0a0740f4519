// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "common/completion/completion.hpp"

namespace demarche {

// The script of each shell. Called by completion_script() only.

/// Words are split by bash at `=` and `:`; needs no package bash-completion.
std::string bash_completion(const CompletedProgram& program);
/// For a folder of $fpath, or to be sourced behind compinit.
std::string zsh_completion(const CompletedProgram& program);
std::string fish_completion(const CompletedProgram& program);

}  // namespace demarche
