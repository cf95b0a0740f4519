// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "indexer/readers/records/record_builder.hpp"

namespace demarche {

/// Parses lines that are JSON objects (RFC 8259), and no others: any mistake in
/// the line, also in a part that nobody wants, is an error. Keeps its buffers;
/// for one thread.
class JsonObjectParser {
public:
  using TakeMember = std::function<void(std::string_view key, RecordValue&& value)>;

  JsonObjectParser();
  ~JsonObjectParser();

  /// JSON pointers (RFC 6901), by which members within members are given too.
  using Pointers = std::set<std::string, std::less<>>;

  /// Gives the members of the object that `line` is, in their order, and what
  /// `pointers` name, under these as keys; the same key may come again. The line has no LF. Where
  /// its buffer goes on, `bytes_after` says for how long, and an LF comes first. Returns why the
  /// line is no object, and nothing where it is one; only then the members count.
  std::optional<std::string> parse(std::string_view line, std::size_t bytes_after,
                                   const TakeMember& take, const Pointers& pointers = {});

private:
  struct Scanner;
  std::unique_ptr<Scanner> scanner_;
};

}  // namespace demarche
