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

/// All of `text`, of whatever bytes; line feeds and tabs stay as they are where `keep_lines`.
std::string html_text(std::string_view text, bool keep_lines = false);

/// As html_text(), its highlights in `<mark>`. They are bytes of `text`, in order and apart; what
/// reaches beyond the text is cut.
std::string html_marked(std::string_view text, const std::vector<Highlight>& highlights,
                        bool keep_lines = false);

/// The attributes of an element that holds a statement's own text: the language, unknown where it
/// is no BCP 47 tag by its form, and the direction that the text itself has. A space is before
/// them.
std::string html_language(const Statement& statement);

/// `1,234,567`
std::string html_number(std::uint64_t number);

/// A rate, `1,234.50`.
std::string html_rate(double rate);

/// `singular` for 1, else `plural`.
std::string_view for_number(std::uint64_t number, std::string_view singular,
                            std::string_view plural);

/// An address as it stands, and as a link where a browser may be sent there: where it is one of
/// http or https and is shown as it is.
std::string html_address(std::string_view address);

}  // namespace demarche
