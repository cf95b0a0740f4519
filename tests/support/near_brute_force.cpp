// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/near_brute_force.hpp"

#include <algorithm>
#include <array>

namespace demarche::test {

namespace {

/// None has another form, and "baloceno" is also written with a hyphen.
constexpr std::array<const char*, 6> vocabulary = {"balo",      "ceno", "baloceno",
                                                   "balunkiru", "dumo", "fogo"};

std::string any_word(std::mt19937& random) { return vocabulary[random() % vocabulary.size()]; }

}  // namespace

NearText::NearText(std::mt19937& random) {
  const auto add = [&](const std::string& word, bool hyphen, bool paragraph) {
    if (!words_.empty())
      bytes_ += hyphen ? "-" : paragraph ? "\n\n" : random() % 9 == 0 ? "\n" : " ";
    places_.emplace_back(bytes_.size(), bytes_.size() + word.size());
    bytes_ += word;
    words_.push_back({word, hyphen, paragraph});
  };
  add("dumo", false, true);
  for (std::size_t i = 0, length = random() % 24; i < length; ++i) {
    const bool paragraph = random() % 12 == 0;
    if (random() % 6 == 0) {
      add("balo", false, paragraph);
      add("ceno", true, false);
    } else {
      // Most words are none that anybody looks for.
      add(random() % 5 < 2 ? any_word(random) : "zugo", false, paragraph);
    }
  }
}

std::set<std::size_t> NearText::words_in(
    const std::vector<std::pair<std::size_t, std::size_t>>& spans) const {
  std::set<std::size_t> words;
  for (const auto& [begin, end] : spans) {
    for (std::size_t i = 0; i < places_.size(); ++i) {
      if (places_[i].first < end && places_[i].second > begin) words.insert(i);
    }
  }
  return words;
}

NearQuestion::NearQuestion(std::mt19937& random)
    : distance_(random() % 5 == 0 ? random() % 100 : random() % 5),
      in_order_(random() % 3 == 0),
      quoted_(random() % 4 == 0) {
  if (quoted_) in_order_ = false;
  for (std::size_t i = 0, operands = 2 + random() % 3; i < operands; ++i) {
    std::vector<Alternative> operand;
    do operand.push_back(random_alternative(random));
    while (!quoted_ && random() % 4 == 0);
    operands_.push_back(std::move(operand));
  }
}

NearQuestion::Alternative NearQuestion::random_alternative(std::mt19937& random) const {
  using Kind = Alternative::Kind;
  switch (random() % 8) {
    case 0:
      return {Kind::prefix, random() % 2 == 0 ? "bal" : "balo", ""};
    case 1:
      if (quoted_) break;
      return {Kind::phrase, any_word(random), any_word(random)};
    case 2:
      return {Kind::hyphenated, "balo", "ceno"};
    default:
      break;
  }
  return {Kind::word, any_word(random), ""};
}

std::string NearQuestion::written(const Alternative& alternative, bool exact) {
  switch (alternative.kind) {
    case Alternative::Kind::prefix:
      return alternative.one + "*";
    case Alternative::Kind::phrase:
      return "\"" + alternative.one + " " + alternative.two + "\"";
    case Alternative::Kind::hyphenated:
      return alternative.one + "-" + alternative.two;
    case Alternative::Kind::word:
      break;
  }
  return (exact ? "=" : "") + alternative.one;
}

std::string NearQuestion::query() const {
  std::string out;
  for (const auto& operand : operands_) {
    if (!out.empty())
      out += quoted_ ? " " : (in_order_ ? " ADJ/" : " NEAR/") + std::to_string(distance_) + " ";
    std::string alternatives;
    for (const Alternative& one : operand)
      alternatives += (alternatives.empty() ? "" : " OR ") + written(one, false);
    out += operand.size() > 1 ? "(" + alternatives + ")" : alternatives;
  }
  return quoted_ ? "\"" + out + "\"~" + std::to_string(distance_) : out;
}

void NearQuestion::add_places(const Alternative& alternative, const NearText& text,
                              std::vector<Place>& out) const {
  const auto& words = text.words();
  const auto follows = [&](std::size_t i) { return i < words.size() && !words[i].paragraph; };
  const auto is_hyphenated = [&](std::size_t i) {
    return words[i].text == "balo" && i + 1 < words.size() && words[i + 1].hyphen;
  };
  // Either spelling of the compound, from a word on; 0 for none.
  const auto compound_at = [&](std::size_t i) -> std::size_t {
    if (words[i].text == "baloceno") return 1;
    return is_hyphenated(i) ? 2 : 0;
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    switch (alternative.kind) {
      case Alternative::Kind::word:
        if (alternative.one == "baloceno") {
          if (const std::size_t length = compound_at(i); length > 0)
            out.emplace_back(i, i + length);
        } else if (words[i].text == alternative.one) {
          out.emplace_back(i, i + 1);
        }
        break;
      case Alternative::Kind::prefix:
        if (words[i].text.rfind(alternative.one, 0) == 0) out.emplace_back(i, i + 1);
        if (is_hyphenated(i)) out.emplace_back(i, i + 2);
        break;
      case Alternative::Kind::hyphenated:
        if (words[i].text == "baloceno") out.emplace_back(i, i + 1);
        if (words[i].text == "balo" && follows(i + 1) && words[i + 1].text == "ceno")
          out.emplace_back(i, i + 2);
        break;
      case Alternative::Kind::phrase: {
        // Each of its words in one of its spellings.
        const auto spellings = [&](const std::string& wanted, std::size_t at) {
          std::vector<std::size_t> ends;
          if (at >= words.size()) return ends;
          if (words[at].text == wanted) ends.push_back(at + 1);
          if (wanted == "baloceno" && is_hyphenated(at)) ends.push_back(at + 2);
          return ends;
        };
        for (const std::size_t middle : spellings(alternative.one, i)) {
          if (!follows(middle)) continue;
          for (const std::size_t end : spellings(alternative.two, middle)) out.emplace_back(i, end);
        }
        break;
      }
    }
  }
}

bool NearQuestion::is_match(const NearText& text, const std::vector<Place>& chosen,
                            std::size_t distance) const {
  std::set<std::size_t> used;
  std::size_t words = 0;
  for (const auto& [begin, end] : chosen) {
    words += end - begin;
    for (std::size_t i = begin; i < end; ++i) used.insert(i);
  }
  if (used.size() != words) return false;
  if (in_order_ && !std::is_sorted(chosen.begin(), chosen.end())) return false;
  for (std::size_t i = *used.begin() + 1; i <= *used.rbegin(); ++i) {
    if (text.words()[i].paragraph) return false;
  }
  return *used.rbegin() - *used.begin() + 1 - words <= distance;
}

void NearQuestion::choose(const NearText& text, const std::vector<std::vector<Place>>& places,
                          std::vector<Place>& chosen, std::size_t distance,
                          std::set<std::size_t>& out) const {
  if (chosen.size() == places.size()) {
    if (!is_match(text, chosen, distance)) return;
    for (const auto& [begin, end] : chosen) {
      for (std::size_t i = begin; i < end; ++i) out.insert(i);
    }
    return;
  }
  for (const Place& place : places[chosen.size()]) {
    chosen.push_back(place);
    choose(text, places, chosen, distance, out);
    chosen.pop_back();
  }
}

std::set<std::size_t> NearQuestion::find(const NearText& text, std::size_t distance) const {
  std::vector<std::vector<Place>> places;
  for (const auto& operand : operands_) {
    places.emplace_back();
    for (const Alternative& alternative : operand) add_places(alternative, text, places.back());
  }
  std::set<std::size_t> out;
  std::vector<Place> chosen;
  choose(text, places, chosen, distance, out);
  return out;
}

}  // namespace demarche::test
