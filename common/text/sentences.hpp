// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace demarche {

/// The sentences of a text of valid UTF-8, each on one line, its white space
/// collapsed: so that a text that was wrapped anew has the same ones. They end
/// as Unicode Standard Annex #29 has it, and with each paragraph. For people to
/// compare, not for terms. Thread-safe.
std::vector<std::string> sentences_of(std::string_view text);

}  // namespace demarche
