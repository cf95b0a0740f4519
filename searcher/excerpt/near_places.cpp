// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/excerpt/near_places.hpp"

#include <algorithm>
#include <numeric>
#include <queue>
#include <utility>

namespace demarche {
namespace {

using Words = std::uint8_t;

/// Which operands a chain of places has: a set of them, or, where their order
/// is given, how many of the first.
class OperandSets {
public:
  explicit OperandSets(const NearRule& rule) : rule_(rule) {}

  std::size_t count() const {
    return rule_.in_order ? rule_.operands + 1 : std::size_t{1} << rule_.operands;
  }
  std::size_t full() const { return count() - 1; }
  bool takes(std::size_t set, std::size_t operand) const {
    return rule_.in_order ? set == operand : (set >> operand & 1) == 0;
  }
  std::size_t with(std::size_t set, std::size_t operand) const {
    return rule_.in_order ? set + 1 : set | std::size_t{1} << operand;
  }
  /// What must follow a chain that has `set`, as a set of chains read backwards.
  std::size_t rest(std::size_t set) const { return full() - set; }

private:
  const NearRule& rule_;
};

/// The chains that end with each place: for each set of operands the fewest
/// other words that one with it has.
class Chains {
public:
  Chains(const std::vector<OperandPlace>& places, const NearRule& rule)
      : places_(places),
        sets_(rule),
        none_(static_cast<Words>(rule.distance + 1)),
        fewest_(places.size() * sets_.count(), none_),
        before_(sets_.count(), none_) {
    std::vector<std::size_t> order(places.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return places_[a].begin < places_[b].begin; });
    for (const std::size_t place : order) add(place);
  }

  Words fewest(std::size_t place, std::size_t set) const {
    return fewest_[place * sets_.count() + set];
  }

private:
  void add(std::size_t place) {
    const OperandPlace& here = places_[place];
    for (; !ends_.empty() && ends_.top().first <= here.begin; ends_.pop())
      end_at(ends_.top().first, ends_.top().second);
    move_to(here.begin);
    for (std::size_t set = 0; set < sets_.count(); ++set) {
      if (!sets_.takes(set, here.operand)) continue;
      const Words words = set == 0 ? Words{0} : before_[set];
      fewest_[place * sets_.count() + sets_.with(set, here.operand)] = words;
    }
    ends_.emplace(here.end, place);
  }

  /// The chains that end with a place may go on after it.
  void end_at(std::uint32_t position, std::size_t place) {
    move_to(position);
    for (std::size_t set = 0; set < sets_.count(); ++set)
      before_[set] = std::min(before_[set], fewest(place, set));
  }

  void move_to(std::uint32_t position) {
    const std::uint32_t words = std::min<std::uint32_t>(position - at_, none_);
    if (words > 0) {
      for (Words& other : before_)
        other = static_cast<Words>(std::min<std::uint32_t>(other + words, none_));
    }
    at_ = position;
  }

  const std::vector<OperandPlace>& places_;
  OperandSets sets_;
  Words none_;                 ///< more words than are allowed: there is no such chain
  std::vector<Words> fewest_;  ///< by place and set
  std::vector<Words> before_;  ///< by set: of chains that end before at_, with the words since
  std::uint32_t at_ = 0;
  using End = std::pair<std::uint32_t, std::size_t>;
  std::priority_queue<End, std::vector<End>, std::greater<>> ends_;  ///< not passed yet
};

/// The places as they stand when the text is read backwards.
std::vector<OperandPlace> reversed(std::vector<OperandPlace> places, const NearRule& rule) {
  std::uint32_t last = 0;
  for (const OperandPlace& place : places) last = std::max(last, place.end);
  for (OperandPlace& place : places) {
    place = {last - place.end, last - place.begin,
             rule.in_order ? rule.operands - 1 - place.operand : place.operand};
  }
  return places;
}

}  // namespace

std::vector<bool> places_of_matches(const std::vector<OperandPlace>& places, const NearRule& rule) {
  std::vector<bool> matching(places.size());
  const OperandSets sets(rule);
  const Chains forward(places, rule);
  const std::vector<OperandPlace> mirrored = reversed(places, rule);
  const Chains backward(mirrored, rule);
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (std::size_t set = 0; set < sets.count() && !matching[i]; ++set) {
      if (!sets.takes(set, places[i].operand)) continue;
      const unsigned before = forward.fewest(i, sets.with(set, places[i].operand));
      const unsigned after = backward.fewest(i, sets.rest(set));
      matching[i] = before + after <= rule.distance;
    }
  }
  return matching;
}

}  // namespace demarche
