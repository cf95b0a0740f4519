// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace demarche {

// The same statement under several names is one document, that of the first of
// them; of the others, its copies, only this is kept, in the index's metadata.

/// Where else a statement stands.
struct Copy {
  std::string id;
  std::string source;       ///< source_key() of its file
  std::string url;          ///< the only field in which it may differ from the statement
  std::int64_t seen_s = 0;  ///< when it was indexed, in seconds since the epoch
  friend bool operator==(const Copy&, const Copy&) = default;
};

/// Keys of the metadata, see schema.hpp. `identity`: the bytes behind prefix::identity.
std::string copies_key(std::string_view identity);
std::string copy_key(std::string_view id);
std::string copies_in_key(std::string_view source);

/// Makes what stands under copies_key(): the copies in the order of their files. What each
/// has in common with the one before takes no room, since there may be millions.
class CopiesEncoder {
public:
  void add(const Copy& copy);
  std::string take() { return std::move(stored_); }

private:
  void put_after(std::string& last, const std::string& text);

  std::string stored_;
  Copy last_;
};

std::string encode_copies(const std::vector<Copy>& copies);
/// Throws IndexError for bytes that encode_copies() never wrote; nothing is no copy.
std::vector<Copy> decode_copies(std::string_view stored);

/// Under copies_in_key(): ids, sorted.
std::string encode_ids(const std::vector<std::string_view>& ids);
std::vector<std::string> decode_ids(std::string_view stored);

/// What two indexes have under one such key: each once.
std::string united_copies(std::string_view one, std::string_view other);
std::string united_ids(std::string_view one, std::string_view other);

}  // namespace demarche
