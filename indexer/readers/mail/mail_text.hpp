// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace demarche {

/// How a text in a message is wrapped (RFC 3676).
struct MailFormat {
  bool flowed = false;
  bool deletes_space = false;  ///< `delsp=yes`: the blank at a flowed line's end is none
};

/// What a sender wrote, and how many lines there were besides.
struct MailText {
  std::string text;
  std::size_t quoted_lines = 0;  ///< of others, which would be taken for the sender's words
};

/// Parts the sender's words from those that are quoted (lines with `>`, and all below a
/// line `-----Original Message-----`) and from the signature below `-- `, and puts flowed lines
/// together.
MailText own_text(std::string_view text, MailFormat format);

}  // namespace demarche
