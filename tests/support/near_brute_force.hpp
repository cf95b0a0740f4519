// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace demarche::test {

/// A made text of few words, which meet often: some are tied by a hyphen, some
/// begin a paragraph.
class NearText {
public:
  explicit NearText(std::mt19937& random);

  struct Word {
    std::string text;
    bool hyphen;     ///< tied to the word before
    bool paragraph;  ///< begins one
  };
  const std::vector<Word>& words() const { return words_; }
  const std::string& bytes() const { return bytes_; }
  /// The words of which these bytes hold a part.
  std::set<std::size_t> words_in(
      const std::vector<std::pair<std::size_t, std::size_t>>& spans) const;

private:
  std::vector<Word> words_;
  std::string bytes_;
  std::vector<std::pair<std::size_t, std::size_t>> places_;  ///< of words_ in bytes_
};

/// A proximity, and what it finds by trying every choice of places.
class NearQuestion {
public:
  explicit NearQuestion(std::mt19937& random);

  std::string query() const;
  /// The words that have a part in a match; `distance` other words are allowed.
  std::set<std::size_t> find(const NearText& text, std::size_t distance) const;
  std::size_t distance() const { return distance_; }

private:
  using Place = std::pair<std::size_t, std::size_t>;  ///< words [first, second)
  struct Alternative {
    enum class Kind { word, prefix, phrase, hyphenated };
    Kind kind;
    std::string one, two;
  };

  Alternative random_alternative(std::mt19937& random) const;
  static std::string written(const Alternative& alternative, bool exact);
  void add_places(const Alternative& alternative, const NearText& text,
                  std::vector<Place>& out) const;
  void choose(const NearText& text, const std::vector<std::vector<Place>>& places,
              std::vector<Place>& chosen, std::size_t distance, std::set<std::size_t>& out) const;
  bool is_match(const NearText& text, const std::vector<Place>& chosen, std::size_t distance) const;

  std::vector<std::vector<Alternative>> operands_;
  std::size_t distance_;
  bool in_order_;
  bool quoted_;  ///< `"a b"~5`
};

}  // namespace demarche::test
