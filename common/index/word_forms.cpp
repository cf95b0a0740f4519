// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/word_forms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "common/index/schema.hpp"

namespace demarche {

std::string forms_key(std::string_view language, std::string_view stem) {
  return fmt::format("{}{}:{}", metadata_key::forms, language, document_key(stem));
}

std::string encode_forms(const WordForms& forms) {
  return fmt::format("{}", fmt::join(forms, "\n"));
}

WordForms decode_forms(std::string_view stored) {
  WordForms forms;
  while (!stored.empty()) {
    const std::size_t end = std::min(stored.find('\n'), stored.size());
    forms.emplace_back(stored.substr(0, end));
    stored.remove_prefix(std::min(end + 1, stored.size()));
  }
  return forms;
}

std::string united_forms(std::string_view one, std::string_view other) {
  if (one == other) return std::string(one);
  const WordForms a = decode_forms(one), b = decode_forms(other);
  WordForms both;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return encode_forms(both);
}

}  // namespace demarche
