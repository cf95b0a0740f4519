// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/suggestion/nothing_found.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "searcher/query/loosened.hpp"
#include "searcher/query/parser.hpp"
#include "searcher/query/pruned.hpp"
#include "searcher/query/query_parts.hpp"
#include "searcher/suggestion/query_trial.hpp"
#include "searcher/suggestion/suggestion.hpp"
#include "searcher/suggestion/value_suggestion.hpp"

namespace demarche {
namespace {

/// How far a relaxation is from what was asked: the nearest is told first.
enum Distance : unsigned { other_value, nearer, looser, fewer_parts };
constexpr unsigned any_word = 100;

/// More parts are counted and not named.
constexpr std::size_t max_named_parts = 4;

/// Places of several operands that are one: a name, a compound.
std::vector<SourceSpan> joined_places(const CompiledQuery& query) {
  std::vector<SourceSpan> places;
  for (const CompiledLeaf& leaf : query.leaves) {
    if (leaf.words_at) places.push_back(*leaf.words_at);
  }
  return places;
}

class Inquiry {
public:
  Inquiry(const StatementIndex& index, const SearcherOptions& options, const UnderstoodQuery& query)
      : index_(index),
        options_(options),
        tree_(without(*query.tree, query.compiled.dropped_places)),
        parts_(parts_of(tree_, options.any, joined_places(query.compiled))) {}

  NothingFound run() {
    try_parts();
    add_meant();
    loosen();
    loosen_options();
    leave_out_fewest();
    std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
      return std::pair(a.distance, a.relaxation.tried.total) <
             std::pair(b.distance, b.relaxation.tried.total);
    });
    for (Found& found : found_) {
      if (out_.relaxations.size() == max_relaxations) break;
      out_.relaxations.push_back(std::move(found.relaxation));
    }
    return std::move(out_);
  }

private:
  using Parts = std::vector<const QueryPart*>;
  using Tried = std::vector<TriedQuery>;

  struct Found {
    unsigned distance;
    Relaxation relaxation;
  };

  /// What a part that finds nothing was probably meant to be.
  struct Meant {
    const QueryPart* part;
    QueryNode node;
    bool is_spelling;  ///< which the suggestion puts right
  };

  std::optional<TriedQuery> run(const QueryNode& tree, const SearcherOptions& options) const {
    return try_query(index_, tree, options);
  }

  /// Whether the tree finds something, which it then is told of.
  bool relax(const QueryNode& tree, const SearcherOptions& options, unsigned distance,
             const std::string& change) {
    if (tries_left_ == 0) {
      out_.cut = true;
      return false;
    }
    --tries_left_;
    auto tried = run(tree, options);
    if (!tried || tried->total == 0) return false;
    tell(*std::move(tried), distance, change);
    return true;
  }

  void tell(TriedQuery tried, unsigned distance, const std::string& change) {
    const auto is_same = [&tried](const Found& found) {
      const TriedQuery& other = found.relaxation.tried;
      return other.query == tried.query && other.options == tried.options;
    };
    if (std::none_of(found_.begin(), found_.end(), is_same))
      found_.push_back({distance, {std::move(tried), change}});
  }

  QueryNode alone(const QueryPart& part) const {
    Parts others;
    for (const QueryPart& other : parts_) {
      if (&other != &part) others.push_back(&other);
    }
    return without_parts(tree_, others);
  }

  void try_parts() {
    for (std::size_t i = 0; i < std::min(parts_.size(), max_tried_parts); ++i) {
      auto tried = run(alone(parts_[i]), options_);
      if (!tried) continue;
      const bool is_empty = tried->total == 0;
      (is_empty ? empty_ : sound_).push_back(&parts_[i]);
      out_.parts.push_back({*std::move(tried), is_empty ? try_meant(parts_[i]) : Tried{}});
    }
    out_.parts_left = parts_.size() - out_.parts.size();
  }

  /// What a part without a statement was meant to be, tried by itself.
  Tried try_meant(const QueryPart& part) {
    Tried meant;
    if (part.size() != 1 || options_.fixed || empty_.size() > max_unknown_words) return meant;
    const QueryNode& node = *part.front();
    const QueryNode whole = alone(part);
    const NameTable* const names = options_.aliases ? &options_.names : nullptr;
    const auto add = [&](QueryNode instead, bool is_spelling) {
      auto tried = run(replaced(whole, node.span, instead), options_);
      if (!tried || tried->total == 0) return;
      meant.push_back(*std::move(tried));
      meant_.push_back({&part, std::move(instead), is_spelling});
    };
    for (QueryNode& value : meant_values(node, index_, names)) add(std::move(value), false);
    if (auto spelling = other_spelling(whole)) add(*std::move(spelling), true);
    return meant;
  }

  std::optional<QueryNode> other_spelling(const QueryNode& whole) const {
    SearcherOptions options = options_;
    options.query = query_text(whole);
    const UnderstoodQuery read = understand(index_, options);
    const std::string meant = suggestion_for(read.compiled, options.query, index_.database());
    if (meant.empty()) return std::nullopt;
    QueryNode tree = parse_query(meant, {index_.user_fields(), false});
    if (tree.children.size() != 1) return std::nullopt;
    return std::move(tree.children.front());
  }

  /// Whether something may be found if these alone ask for less.
  bool may_help(const QueryPart& part) const {
    return empty_.empty() || (empty_.size() == 1 && empty_.front() == &part);
  }

  std::string text_of(const QueryPart& part) const { return query_text(alone(part)); }

  static std::string instead(const QueryNode& now, const QueryNode& before) {
    return fmt::format("with {} instead of {}", query_text(now), query_text(before));
  }

  void add_meant() {
    if (empty_.size() == 1) {
      for (const Meant& meant : meant_) {
        const QueryNode& before = *meant.part->front();
        if (!meant.is_spelling)
          relax(replaced(tree_, before.span, meant.node), options_, other_value,
                instead(meant.node, before));
      }
    } else if (std::any_of(meant_.begin(), meant_.end(),
                           [](const Meant& meant) { return !meant.is_spelling; })) {
      put_all_right();
    }
  }

  /// With what each part was first of all meant to be, and without those that were nothing.
  void put_all_right() {
    QueryNode tree = tree_;
    std::vector<std::string> changes;
    Parts hopeless;
    for (const QueryPart* part : empty_) {
      const auto meant = std::find_if(meant_.begin(), meant_.end(),
                                      [part](const Meant& of) { return of.part == part; });
      if (meant == meant_.end()) {
        hopeless.push_back(part);
      } else {
        changes.push_back(instead(meant->node, *part->front()));
        tree = replaced(std::move(tree), part->front()->span, meant->node);
      }
    }
    for (const QueryPart* part : hopeless) changes.push_back("without " + text_of(*part));
    relax(without_parts(tree, hopeless), options_, hopeless.empty() ? other_value : fewer_parts,
          fmt::format("{}", fmt::join(changes, " and ")));
  }

  void loosen() {
    QueryNode all = tree_;
    std::size_t changed = 0;
    for (const QueryPart& part : parts_) {
      if (part.size() != 1) continue;
      const QueryNode& node = *part.front();
      const std::vector<QueryNode> forms = loosened(node);
      if (forms.empty()) continue;
      ++changed;
      all = replaced(std::move(all), node.span, forms.back());
      for (const QueryNode& form : forms) {
        const bool is_near = form.kind == node.kind;
        if (may_help(part))
          relax(replaced(tree_, node.span, form), options_, is_near ? nearer : looser,
                instead(form, node));
      }
    }
    if (changed > 1) relax(all, options_, looser, "with their words side by side");
  }

  void loosen_options() {
    SearcherOptions options = options_;
    options.exact = false;
    if (options_.exact) relax(tree_, options, nearer, "without --exact");
    options = options_;
    options.aliases = true;
    if (!options_.aliases) relax(tree_, options, nearer, "without --no-aliases");
    options = options_;
    options.any = true;
    if (!options_.any) relax(tree_, options, any_word, "with any of the words");
  }

  /// `without a and b`
  std::string change_of(const Parts& left_out) const {
    if (left_out.size() > max_named_parts)
      return fmt::format("without {} of its {} parts", left_out.size(), parts_.size());
    std::vector<std::string> names;
    for (const QueryPart* part : left_out) names.push_back(text_of(*part));
    return fmt::format("without {}", fmt::join(names, " and "));
  }

  static unsigned distance_of(const Parts& left_out) {
    return fewer_parts + static_cast<unsigned>(left_out.size());
  }

  /// Whether something is found without the empty parts and these.
  bool leave_out(const Parts& more) {
    Parts left_out = empty_;
    left_out.insert(left_out.end(), more.begin(), more.end());
    // What is left must say what is looked for.
    const auto stays = [&left_out](const QueryPart& part) {
      return !is_exclusion(part) &&
             std::find(left_out.begin(), left_out.end(), &part) == left_out.end();
    };
    if (left_out.empty() || std::none_of(parts_.begin(), parts_.end(), stays)) return false;
    return relax(without_parts(tree_, left_out), options_, distance_of(left_out),
                 change_of(left_out));
  }

  /// The smallest groups of parts without which something is found: the parts
  /// that find nothing by themselves are of each.
  void leave_out_fewest() {
    if (leave_out({}) || leave_out_one() || leave_out_two()) return;
    keep_what_meets();
  }

  bool leave_out_one() {
    bool found = false;
    for (const QueryPart* part : sound_) found = leave_out({part}) || found;
    return found;
  }

  bool leave_out_two() {
    bool found = false;
    for (std::size_t i = 0; i < sound_.size() && !out_.cut; ++i) {
      for (std::size_t j = i + 1; j < sound_.size(); ++j)
        found = leave_out({sound_[i], sound_[j]}) || found;
    }
    return found;
  }

  /// No small group will do: each part in turn stays if something is found with it.
  void keep_what_meets() {
    Parts sound = sound_;
    std::stable_partition(sound.begin(), sound.end(),
                          [](const QueryPart* part) { return !is_exclusion(*part); });
    if (sound.empty() || is_exclusion(*sound.front())) return;
    Parts left_out;
    for (const QueryPart& part : parts_) left_out.push_back(&part);
    std::optional<TriedQuery> most;
    for (const QueryPart* part : sound) {
      Parts fewer = left_out;
      std::erase(fewer, part);
      auto tried = run(without_parts(tree_, fewer), options_);
      if (!tried || tried->total == 0) continue;
      left_out = std::move(fewer);
      most = std::move(tried);
    }
    if (most) tell(*std::move(most), distance_of(left_out), change_of(left_out));
  }

  const StatementIndex& index_;
  const SearcherOptions& options_;
  const QueryNode tree_;
  const std::vector<QueryPart> parts_;
  Parts empty_;  ///< parts that find nothing by themselves
  Parts sound_;  ///< that find something
  std::vector<Meant> meant_;
  std::vector<Found> found_;
  std::size_t tries_left_ = std::clamp(max_tried_words / std::max<std::size_t>(parts_.size(), 1),
                                       min_tried_relaxations, max_tried_relaxations);
  NothingFound out_;
};

}  // namespace

NothingFound why_nothing_found(const StatementIndex& index, const SearcherOptions& options,
                               const UnderstoodQuery& query) {
  return Inquiry(index, options, query).run();
}

}  // namespace demarche
