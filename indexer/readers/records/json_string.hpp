// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace demarche {

/// What a JSON string says, as decode_text gives text: CRLF and lone CR, which
/// are always escaped in JSON, are LF.
struct JsonString {
  std::string text;                 ///< may hold control characters, NUL too
  std::size_t half_characters = 0;  ///< surrogates without the other half: U+FFFD
};

/// Reads what stands between the quotes: valid UTF-8 without bare control
/// characters, as a scanner found it. Nothing where an escape is none of JSON's.
std::optional<JsonString> read_json_string(std::string_view raw);

}  // namespace demarche
