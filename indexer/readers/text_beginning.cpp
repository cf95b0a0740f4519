// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/text_beginning.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

#include "common/text/ascii.hpp"

namespace demarche {
namespace {

constexpr std::string_view blanks = " \t\r\n";

/// Takes what begins with `mark` off, up to behind `end`; false where it does not begin so.
bool take(std::string_view& rest, std::string_view mark, std::string_view end) {
  if (!rest.starts_with(mark)) return false;
  const std::size_t at = rest.find(end);
  rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + end.size());
  rest.remove_prefix(std::min(rest.find_first_not_of(blanks), rest.size()));
  return true;
}

bool take_doctype(std::string_view& rest) {
  const std::size_t open = rest.find_first_of("[>");
  const bool has_subset = open != std::string_view::npos && rest[open] == '[';
  return take(rest, "<!DOCTYPE", has_subset ? "]>" : ">");
}

/// The name before the colon, in small letters; empty where the line is no header.
std::string header_name(std::string_view line) {
  const std::string name = lower_ascii(line.substr(0, line.find(':')));
  const bool is_name =
      name.size() < line.size() &&
      std::all_of(name.begin(), name.end(), [](char byte) { return byte > ' ' && byte < '\x7f'; });
  return is_name ? name : std::string();
}

}  // namespace

bool begins_tei(std::string_view beginning) {
  while (take(beginning, "<?", "?>") || take(beginning, "<!--", "-->") || take_doctype(beginning)) {
  }
  if (!beginning.starts_with('<')) return false;
  std::string_view name = beginning.substr(1, beginning.find_first_of(" \t\r\n/>") - 1);
  name.remove_prefix(name.find(':') + 1);
  return name == "TEI" || name == "TEI.2" || name == "teiCorpus" || name == "teiCorpus.2";
}

bool begins_mail(std::string_view beginning) {
  std::size_t headers = 0;
  bool has_sender = false;
  bool has_time = false;
  while (!beginning.empty()) {
    const std::size_t end = beginning.find('\n');
    if (end == std::string_view::npos) break;
    const std::string_view line = beginning.substr(0, end);
    beginning.remove_prefix(end + 1);
    if (line.find_first_not_of(blanks) == std::string_view::npos) break;
    if (headers > 0 && (line.front() == ' ' || line.front() == '\t')) continue;
    const std::string name = header_name(line);
    if (name.empty()) return false;
    ++headers;
    const auto has = [&](char byte) { return line.find(byte, name.size() + 1) != line.npos; };
    has_sender |= name == "from" && has('@');
    has_time |= (name == "date" && has(':')) || (name == "message-id" && has('<') && has('@'));
  }
  constexpr std::size_t least_headers = 3;
  return headers >= least_headers && has_sender && has_time;
}

}  // namespace demarche
