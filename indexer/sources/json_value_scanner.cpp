// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sources/json_value_scanner.hpp"

namespace demarche {

/// To behind the string's end; false where that is not yet there.
bool JsonValueScanner::pass_string(std::string_view text, std::size_t& at) {
  while (at < text.size()) {
    at = text.find_first_of("\"\\", at);
    if (at == std::string_view::npos) break;
    // An escape is taken whole, or is left where it begins.
    if (text[at] == '\\' && at + 1 == text.size()) return false;
    in_string_ = text[at] == '\\';
    at += in_string_ ? 2 : 1;
    if (!in_string_) return true;
  }
  at = text.size();
  return false;
}

JsonValueScanner::State JsonValueScanner::take_bracket(char bracket) {
  if (bracket == '[' || bracket == '{') {
    open_ += bracket;
    return State::inside;
  }
  if (open_.empty() || open_.back() != (bracket == ']' ? '[' : '{')) return State::broken;
  open_.pop_back();
  return open_.empty() ? State::ended : State::inside;
}

JsonValueScanner::State JsonValueScanner::scan(std::string_view text, std::size_t& at) {
  while (at < text.size()) {
    if (in_string_) {
      if (!pass_string(text, at)) return State::inside;
      if (open_.empty()) return State::ended;
      continue;
    }
    if (open_.empty() && (in_scalar_ || (text[at] != '[' && text[at] != '{' && text[at] != '"'))) {
      in_scalar_ = true;
      at = text.find_first_of(",]} \t\r\n", at);
      if (at != std::string_view::npos) return State::ended;
      break;
    }
    at = text.find_first_of("[]{}\"", at);
    if (at == std::string_view::npos) break;
    if (text[at] == '"') {
      in_string_ = true;
    } else if (const State state = take_bracket(text[at]); state != State::inside) {
      at += state == State::ended ? 1 : 0;
      return state;
    }
    ++at;
  }
  at = text.size();
  return State::inside;
}

std::size_t json_value_end(std::string_view text, std::size_t at) {
  const bool has_ended = JsonValueScanner().scan(text, at) == JsonValueScanner::State::ended;
  return has_ended ? at : text.size();
}

}  // namespace demarche
