// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/copies.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "common/index/packed.hpp"
#include "common/index/schema.hpp"

namespace demarche {

std::string copies_key(std::string_view identity) {
  return std::string(metadata_key::copies).append(identity);
}

std::string copy_key(std::string_view id) {
  return std::string(metadata_key::copy) + document_key(id);
}

std::string copies_in_key(std::string_view source) {
  return std::string(metadata_key::copies_in).append(source);
}

void CopiesEncoder::add(const Copy& copy) {
  put_after(last_.id, copy.id);
  put_after(last_.source, copy.source);
  put_after(last_.url, copy.url);
  put_number(stored_, static_cast<std::uint64_t>(copy.seen_s));
}

/// Appends a text by how much of it is as in the one before, and the rest.
void CopiesEncoder::put_after(std::string& last, const std::string& text) {
  const auto end = std::mismatch(last.begin(), last.end(), text.begin(), text.end());
  const auto common = static_cast<std::size_t>(end.first - last.begin());
  put_number(stored_, common);
  put_text(stored_, std::string_view(text).substr(common));
  last = text;
}

std::string encode_copies(const std::vector<Copy>& copies) {
  CopiesEncoder encoder;
  for (const Copy& copy : copies) encoder.add(copy);
  return encoder.take();
}

std::vector<Copy> decode_copies(std::string_view stored) {
  std::vector<Copy> copies;
  Copy last;
  PackedReader reader(stored);
  const auto read_after = [&reader](std::string& text) {
    const std::uint64_t common = reader.number();
    if (common > text.size()) throw_damaged_record();
    text.resize(common);
    text += reader.text();
  };
  while (!reader.rest().empty()) {
    read_after(last.id);
    read_after(last.source);
    read_after(last.url);
    last.seen_s = static_cast<std::int64_t>(reader.number());
    copies.push_back(last);
  }
  return copies;
}

std::string encode_ids(const std::vector<std::string_view>& ids) {
  std::string stored;
  for (const std::string_view id : ids) put_text(stored, id);
  return stored;
}

std::vector<std::string> decode_ids(std::string_view stored) {
  std::vector<std::string> ids;
  for (PackedReader reader(stored); !reader.rest().empty();) ids.emplace_back(reader.text());
  return ids;
}

std::string united_copies(std::string_view one, std::string_view other) {
  std::vector<Copy> all = decode_copies(one);
  for (Copy& copy : decode_copies(other)) {
    if (std::find(all.begin(), all.end(), copy) == all.end()) all.push_back(std::move(copy));
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Copy& a, const Copy& b) { return a.source < b.source; });
  return encode_copies(all);
}

std::string united_ids(std::string_view one, std::string_view other) {
  const std::vector<std::string> a = decode_ids(one), b = decode_ids(other);
  std::vector<std::string_view> both;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return encode_ids(both);
}

}  // namespace demarche
