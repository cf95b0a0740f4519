// SPDX-License-Identifier: GPL-2.0-or-later
// Text as it stands in HTML: between tags, and within attributes in double quotes. Whatever the
// text is, it is nothing but text there: it neither opens nor ends an element or an attribute, and
// what would turn or hide what is around it is visible, as printable() makes it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/results.hpp"

namespace demarche {

/// All of `text`, of whatever bytes.
std::string html_text(std::string_view text);

/// As html_text(), its highlights in `<mark>`. They are bytes of `text`, in order and apart; what
/// reaches beyond the text is cut.
std::string html_marked(std::string_view text, const std::vector<Highlight>& highlights);

/// The attributes of an element that holds a statement's own text: the language, unknown where it
/// is no BCP 47 tag by its form, and the direction that the text itself has. A space is before
/// them.
std::string html_language(const Statement& statement);

/// `1,234,567`
std::string html_number(std::uint64_t number);

/// `singular` for 1, else `plural`.
std::string_view for_number(std::uint64_t number, std::string_view singular,
                            std::string_view plural);

/// Whether a browser may be sent there: an address of http or https that is shown as it is.
bool is_web_address(std::string_view address);

}  // namespace demarche
