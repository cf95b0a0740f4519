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

std::string encode_copies(const std::vector<Copy>& copies) {
  std::string stored;
  for (const Copy& copy : copies) {
    put_text(stored, copy.id);
    put_text(stored, copy.source);
    put_text(stored, copy.url);
    put_number(stored, static_cast<std::uint64_t>(copy.seen_s));
  }
  return stored;
}

std::vector<Copy> decode_copies(std::string_view stored) {
  std::vector<Copy> copies;
  for (PackedReader reader(stored); !reader.rest().empty();) {
    Copy& copy = copies.emplace_back();
    copy.id = reader.text();
    copy.source = reader.text();
    copy.url = reader.text();
    copy.seen_s = static_cast<std::int64_t>(reader.number());
  }
  return copies;
}

std::string encode_ids(const std::vector<std::string>& ids) {
  std::string stored;
  for (const std::string& id : ids) put_text(stored, id);
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
  std::vector<std::string> both;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return encode_ids(both);
}

}  // namespace demarche
