// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/mail/mail_text.hpp"

#include <algorithm>

#include "indexer/readers/header.hpp"

namespace demarche {
namespace {

/// The line above a message that some programs put whole below the answer.
bool is_original_message(std::string_view line) {
  return line.starts_with("-----") && line.find("Original Message") != std::string_view::npos;
}

}  // namespace

MailText own_text(std::string_view text, MailFormat format) {
  MailText own;
  bool flows = false;  // the line before goes on
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line == "-- ") break;
    if (is_original_message(line)) {
      own.quoted_lines += static_cast<std::size_t>(
          1 + std::count(text.begin() + static_cast<std::ptrdiff_t>(end), text.end(), '\n'));
      break;
    }
    at = end + 1;
    // A mailbox marks a line of its own that begins with `From `.
    if (line.starts_with(">From ")) {
      line.remove_prefix(1);
    } else if (line.starts_with('>')) {
      ++own.quoted_lines;
      flows = false;
      continue;
    }
    if (format.flowed && line.starts_with(' ')) line.remove_prefix(1);
    if (!flows && !own.text.empty()) own.text += '\n';
    flows = format.flowed && line.ends_with(' ');
    if (flows && format.deletes_space) line.remove_suffix(1);
    own.text += line;
  }
  return own;
}

}  // namespace demarche
