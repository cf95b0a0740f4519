// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "common/text/utf8.hpp"
#include "indexer/readers/reader.hpp"

/// Any bytes are text or a reason; text is valid UTF-8, and so is every field.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace demarche;
  const auto decoded = decode_text({reinterpret_cast<const char*>(data), size});
  if (!decoded) return 0;
  if (!is_utf8(decoded->text) || decoded->text.find('\r') != std::string::npos) std::abort();
  const ReadStatement read = parse_statement(decoded->text);
  if (!is_utf8(read.statement.text)) std::abort();
  for (const auto& [name, value] : read.statement.fields) {
    if (value.empty() || !is_utf8(value)) std::abort();
  }
  return 0;
}
