// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace demarche {

/// Whether a text is a piece of HTML and not one that quotes some: it begins, after white space
/// and comments, with the tag of a common element, and an end tag of one is in it.
bool is_html_fragment(std::string_view text);

/// What a piece of HTML says, all of it, without scripts and styles: paragraphs with a blank line
/// between, character references decoded. Empty where it says nothing. `fragment`: UTF-8. The
/// reason, where it is too much for the parser (limits.hpp). For any number of threads.
tl::expected<std::string, std::string> html_fragment_text(std::string_view fragment);

/// The same of a message, without what is hidden in it, and with `> ` before each line that a mail
/// program has marked as another's: `<blockquote>`, but where it only indents, the line that
/// says who wrote it, and what Outlook puts below its heading of a message.
tl::expected<std::string, std::string> html_message_text(std::string_view message);

}  // namespace demarche
