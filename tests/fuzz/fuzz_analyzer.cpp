// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "common/text/analyzer.hpp"
#include "common/text/fold.hpp"

/// Any bytes give tokens in order, within the text, with terms of bounded length.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace demarche;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::uint32_t position = 0;
  const std::uint32_t next = analyze(text, 1, [&](const Token& token) {
    if (token.begin >= token.end || token.end > size) std::abort();
    if (token.term.size() > max_term_bytes + 1) std::abort();
    if (token.kind != TokenKind::word) return;
    if (token.position <= position || token.term.empty()) std::abort();
    position = token.position;
  });
  if (position > 0 && next <= position) std::abort();
  return 0;
}
