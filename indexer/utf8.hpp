// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace demarche {

/// Bytes of the valid UTF-8 sequence that begins at `at` (< text.size());
/// 0 where none does.
std::size_t utf8_sequence_bytes(std::string_view text, std::size_t at);

/// Whether all of `text` is valid UTF-8.
bool is_utf8(std::string_view text);

/// Appends a Unicode scalar value.
void append_utf8(char32_t code_point, std::string& out);

}  // namespace demarche
