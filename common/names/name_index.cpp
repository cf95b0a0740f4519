// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/names/name_index.hpp"

#include <algorithm>
#include <numeric>

#include "common/text/analyzer.hpp"
#include "common/text/fold.hpp"

namespace demarche {
namespace {

std::uint32_t append(std::string_view text, std::string& pool) {
  const auto begin = static_cast<std::uint32_t>(pool.size());
  pool += text;
  return begin;
}

}  // namespace

std::span<const PackedVariant> NameIndex::row(std::uint32_t number) const {
  const auto first =
      std::partition_point(variants.begin(), variants.end(),
                           [&](const PackedVariant& variant) { return variant.row < number; });
  const auto last = std::partition_point(
      first, variants.end(), [&](const PackedVariant& variant) { return variant.row == number; });
  return {first, last};
}

std::span<const std::uint32_t> NameIndex::with_beginning(std::string_view beginning) const {
  const auto first = std::partition_point(
      by_key.begin(), by_key.end(), [&](std::uint32_t i) { return key(variants[i]) < beginning; });
  const auto last = std::partition_point(first, by_key.end(), [&](std::uint32_t i) {
    return key(variants[i]).starts_with(beginning);
  });
  return {first, last};
}

std::span<const std::uint32_t> NameIndex::with_key(std::string_view wanted) const {
  const auto beginning = with_beginning(wanted);
  const auto last = std::partition_point(beginning.begin(), beginning.end(), [&](std::uint32_t i) {
    return key(variants[i]).size() == wanted.size();
  });
  return {beginning.begin(), last};
}

bool is_acronym(std::string_view name) {
  std::size_t words = 0, acronyms = 0;
  analyze(name, 1, [&](const Token& token) {
    words += token.kind == TokenKind::word ? 1 : 0;
    acronyms += token.kind == TokenKind::acronym ? 1 : 0;
  });
  return words == 1 && acronyms == 1;
}

PackedNames pack_names(const std::vector<NameRow>& rows) {
  PackedNames packed;
  for (std::uint32_t row = 0; row < rows.size(); ++row) {
    for (const NameVariant& variant : rows[row].variants) {
      const std::string key = value_key(variant.text);
      packed.variants.push_back({append(variant.text, packed.pool), append(key, packed.pool),
                                 static_cast<std::uint16_t>(variant.text.size()),
                                 static_cast<std::uint16_t>(key.size()), row, variant.use,
                                 variant.ambiguous, is_acronym(variant.text)});
    }
  }
  packed.by_key.resize(packed.variants.size());
  std::iota(packed.by_key.begin(), packed.by_key.end(), 0U);
  const NameIndex index = packed.index();
  std::stable_sort(packed.by_key.begin(), packed.by_key.end(),
                   [&](std::uint32_t a, std::uint32_t b) {
                     return index.key(index.variants[a]) < index.key(index.variants[b]);
                   });
  return packed;
}

}  // namespace demarche
