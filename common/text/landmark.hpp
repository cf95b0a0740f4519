// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "common/text/token.hpp"

namespace demarche {

/// A place in a text where a word begins and the analyzer may begin anew:
/// analyze(text.substr(byte), position, …) gives the same tokens as the whole
/// text gives from there on. An excerpt needs no more of a text than is about it.
struct Landmark {
  std::size_t byte = 0;
  std::uint32_t position = 0;

  friend bool operator==(const Landmark&, const Landmark&) = default;
};

/// The distance between two landmarks is at least this, and seldom much more.
inline constexpr std::size_t landmark_distance_bytes = 1024;

/// Finds the landmarks of a text among its tokens.
class LandmarkFinder {
public:
  /// `text` outlives the object.
  explicit LandmarkFinder(std::string_view text) : text_(text) {}

  /// To be given each token of the text, in order.
  void note(const Token& token) {
    if (token.kind == TokenKind::word && token.begin >= next_ && !token.attached &&
        is_apart(token.begin)) {
      landmarks_.push_back({token.begin, token.position});
      next_ = token.begin + landmark_distance_bytes;
    }
  }

  const std::vector<Landmark>& landmarks() const { return landmarks_; }

private:
  bool is_apart(std::size_t begin) const;

  std::string_view text_;
  std::size_t next_ = landmark_distance_bytes;
  std::vector<Landmark> landmarks_;
};

}  // namespace demarche
