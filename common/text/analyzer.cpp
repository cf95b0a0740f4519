// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/analyzer.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "common/text/character.hpp"
#include "common/text/fold.hpp"
#include "common/text/line_break.hpp"

namespace demarche {
namespace {

/// A run of word characters in the source, before it is folded.
struct Run {
  std::size_t begin = 0, end = 0;
  int upper = 0, lower = 0, digits = 0, characters = 0;

  bool is_capitals() const { return upper >= 2 && lower == 0; }
  bool is_number() const { return digits > 0 && digits == characters; }
};

/// What ties two words that stand together.
enum class Joint { none, apostrophe, hyphen, line_end };

/// A compound has at most so many parts; a longer chain is only a phrase.
constexpr std::size_t max_compound_parts = 5;

/// Elided words that stand before an apostrophe: `d’Ivoire`, `l’ONU`, `dell’Unione`.
constexpr std::array elisions = {"c",  "d",      "dall", "dell", "j",    "jusqu",
                                 "l",  "lorsqu", "m",    "n",    "nell", "puisqu",
                                 "qu", "quell",  "s",    "sull", "t"};

bool is_elision(std::string_view term) {
  return std::find(elisions.begin(), elisions.end(), term) != elisions.end();
}

class Scanner {
public:
  Scanner(std::string_view text, std::uint32_t first, TokenSink sink)
      : text_(text), position_(first), sink_(sink) {}

  std::uint32_t run() {
    while (at_ < text_.size()) {
      const Character next = character_at(text_, at_);
      switch (next.type) {
        case CharacterType::word:
        case CharacterType::cut:
          word(next.type);
          break;
        case CharacterType::line_end:
          line_end();
          break;
        default:
          if (next.type != CharacterType::joiner && next.type != CharacterType::hyphen &&
              next.type != CharacterType::apostrophe && next.type != CharacterType::ignorable)
            attached_ = false;
          at_ = next.end;
      }
    }
    end_chain();
    return position_;
  }

private:
  struct Part {
    std::string term;
    std::uint32_t position;
    std::size_t begin, end;
    bool clitic;
    bool letters;
    Joint before;  ///< what ties it to the part before
  };

  /// Reads one word, and the joint after it, if there is one.
  void word(CharacterType type) {
    Run run = type == CharacterType::cut ? cluster(at_) : letters(at_);
    if (type == CharacterType::cut) {
      end_chain();
      fold_word(slice(run), folded_);
    } else if (!dotted_acronym(run) && !number(run)) {
      fold_word(slice(run), folded_);
    }
    at_ = run.end;
    // Marks with no letter under them, or letters that are only marks (`ʿ`).
    if (run.characters == 0 || folded_.term.empty()) return;
    if (joint_ == Joint::none) end_chain();

    Joint after = Joint::none;
    const std::size_t next = type == CharacterType::cut ? run.end : joint_end(run.end, after);
    const bool clitic =
        (joint_ == Joint::apostrophe && folded_.term == "s" && after != Joint::apostrophe) ||
        (after == Joint::apostrophe && is_elision(folded_.term));
    emit(run, clitic);
    if (type != CharacterType::cut)
      chain_.push_back({folded_.term, position_, run.begin, run.end, clitic,
                        run.characters > run.digits, joint_});
    ++position_;
    joint_ = after;
    attached_ = true;
    has_word_ = true;
    at_ = next;
  }

  std::string_view slice(const Run& run) const {
    return text_.substr(run.begin, run.end - run.begin);
  }

  /// The word at `begin`, with invisible characters in it, also a soft hyphen
  /// at a line's end.
  Run letters(std::size_t begin) const {
    Run run;
    run.begin = run.end = begin;
    for (std::size_t i = begin; i < text_.size();) {
      const Character next = character_at(text_, i);
      if (next.type == CharacterType::word) {
        run.end = next.end;
        count(run, next.code);
      } else if (next.type != CharacterType::ignorable) {
        break;
      }
      i = next.end;
      if (next.code == soft_hyphen) i = continued_line(text_, i).value_or(i);
    }
    return run;
  }

  static void count(Run& run, char32_t code) {
    const Case letter_case = case_of(code);
    run.upper += letter_case == Case::upper;
    run.lower += letter_case == Case::lower;
    run.digits += is_digit(code);
    run.characters += !extends_cluster(code);
  }

  /// One character of a script without spaces, and the marks upon it.
  Run cluster(std::size_t begin) const {
    Run run;
    run.begin = begin;
    run.end = character_at(text_, begin).end;
    while (run.end < text_.size()) {
      const Character next = character_at(text_, run.end);
      if (!extends_cluster(next.code)) break;
      run.end = next.end;
    }
    run.characters = 1;
    return run;
  }

  /// `U.N.` is one word: single letters parted by full stops. In small letters
  /// the last full stop is needed too (`u.n.`), or it is an end of a sentence.
  bool dotted_acronym(Run& run) {
    if (run.characters != 1 || run.digits > 0 || run.upper + run.lower != 1) return false;
    Run whole = run;
    std::string bare(slice(run));
    while (whole.end + 1 < text_.size() && text_[whole.end] == '.') {
      const Character next = character_at(text_, whole.end + 1);
      if (next.type != CharacterType::word) break;
      const Run letter = letters(whole.end + 1);
      if (letter.characters != 1 || letter.upper + letter.lower != 1) break;
      bare += slice(letter);
      whole.end = letter.end;
      whole.upper += letter.upper;
      whole.lower += letter.lower;
      ++whole.characters;
    }
    const bool stopped = whole.end < text_.size() && text_[whole.end] == '.';
    if (whole.characters < 2 || (whole.lower > 0 && !stopped)) return false;
    if (stopped) ++whole.end;
    run = whole;
    fold_word(bare, folded_);
    return true;
  }

  /// `2,334` is 2334, `1.7` stays one word.
  bool number(Run& run) {
    if (!run.is_number()) return false;
    std::string digits(slice(run));
    if (run.characters <= 3) {
      while (const std::size_t end = digit_group(run.end)) {
        const std::size_t group = character_at(text_, run.end).end;
        digits += text_.substr(group, end - group);
        run.end = end;
      }
    }
    while (run.end < text_.size() && text_[run.end] == '.') {
      const std::size_t end = digits_end(run.end + 1, text_.size());
      if (end == run.end + 1) break;
      digits += text_.substr(run.end, end - run.end);
      run.end = end;
    }
    fold_word(digits, folded_);
    return true;
  }

  /// The end of a separator and three digits that stand at `at`, or 0.
  std::size_t digit_group(std::size_t at) const {
    if (at >= text_.size()) return 0;
    const Character separator = character_at(text_, at);
    if (!separates_thousands(separator.code)) return 0;
    const std::size_t end = digits_end(separator.end, 3);
    const bool three = digits_end(separator.end, 2) != end;
    const bool more = end < text_.size() && character_at(text_, end).type == CharacterType::word;
    return three && !more ? end : 0;
  }

  /// The end of at most `limit` digits that stand at `at`.
  std::size_t digits_end(std::size_t at, std::size_t limit) const {
    for (; limit > 0 && at < text_.size(); --limit) {
      const Character next = character_at(text_, at);
      if (!is_digit(next.code)) break;
      at = next.end;
    }
    return at;
  }

  /// Where the next word begins if a hyphen or an apostrophe ties it to a word
  /// that ends at `end`; `joint` says which. Else `end`.
  std::size_t joint_end(std::size_t end, Joint& joint) const {
    if (end >= text_.size()) return end;
    const Character mark = character_at(text_, end);
    std::size_t next = mark.end;
    if (mark.type == CharacterType::apostrophe) {
      joint = Joint::apostrophe;
    } else if (mark.type == CharacterType::hyphen) {
      const auto continued = continued_line(text_, next);
      joint = continued ? Joint::line_end : Joint::hyphen;
      next = continued.value_or(next);
    } else {
      return end;
    }
    if (next < text_.size() && character_at(text_, next).type == CharacterType::word) return next;
    joint = Joint::none;
    return end;
  }

  void emit(const Run& run, bool clitic) {
    sink_({TokenKind::word, attached_ && has_word_, clitic, position_, run.begin, run.end,
           folded_.term, folded_.accented});
    if (run.is_capitals())
      sink_({TokenKind::acronym, false, false, position_, run.begin, run.end, folded_.term, {}});
    if (run.begin > 0 && (text_[run.begin - 1] == '#' || text_[run.begin - 1] == '@') &&
        (run.begin == 1 || !ends_word(run.begin - 1))) {
      const std::string tag = text_[run.begin - 1] + folded_.term;
      sink_({TokenKind::tag, false, false, position_, run.begin - 1, run.end, tag, {}});
    }
  }

  /// Whether a word's character stands before byte `end`.
  bool ends_word(std::size_t end) const {
    return character_at(text_, character_start(text_, end - 1)).type == CharacterType::word;
  }

  /// Emits the compounds of the words tied together so far, and forgets them.
  void end_chain() {
    joint_ = Joint::none;
    if (chain_.size() < 2) {
      chain_.clear();
      return;
    }
    std::size_t begin = 0;
    bool hyphens = false;
    for (std::size_t i = 0; i < chain_.size(); ++i) {
      if (i + 1 < chain_.size() && chain_[i + 1].before == Joint::apostrophe) continue;
      hyphens = hyphens || i + 1 < chain_.size();
      if (hyphens) compound(begin, i + 1);
      begin = i + 1;
    }
    compound(0, chain_.size());
    chain_.clear();
  }

  /// The compound of chain_[begin, end): "ceasefire:cease-fire", or
  /// "community|commun-ity" where only the lines' ends part it.
  void compound(std::size_t begin, std::size_t end) {
    std::string joined, parted;
    std::size_t parts = 0;
    bool letters = false, broken = true;
    const Part* first = nullptr;
    const Part* last = nullptr;
    for (std::size_t i = begin; i < end; ++i) {
      const Part& part = chain_[i];
      if (part.clitic) {
        // An elision before the compound or a possessive after it is no part of it.
        if (first == nullptr) continue;
        break;
      }
      if (first == nullptr)
        first = &part;
      else
        broken = broken && part.before == Joint::line_end;
      last = &part;
      if (++parts > 1) parted += '-';
      joined += part.term;
      parted += part.term;
      letters = letters || part.letters;
    }
    if (parts < 2 || parts > max_compound_parts || !letters) return;
    const std::string term = joined + (broken ? '|' : ':') + parted;
    if (term.size() > max_term_bytes) return;
    sink_({TokenKind::compound, false, false, first->position, first->begin, last->end, term, {}});
  }

  void line_end() {
    const LineBreak found = read_line_break(text_, at_);
    if (found.kind == LineBreak::Kind::page)
      sink_({TokenKind::break_, false, false, position_, at_, found.end, {}, {}});
    if (found.kind == LineBreak::Kind::paragraph && has_word_) position_ += paragraph_gap;
    if (found.kind == LineBreak::Kind::page && found.ends_paragraph && has_word_)
      position_ += paragraph_gap;
    attached_ = false;
    at_ = found.end;
  }

  std::string_view text_;
  std::uint32_t position_;
  TokenSink sink_;
  std::size_t at_ = 0;
  FoldedWord folded_;
  std::vector<Part> chain_;
  Joint joint_ = Joint::none;  ///< what ties the next word to the last one
  bool attached_ = false;
  bool has_word_ = false;
};

}  // namespace

std::uint32_t analyze(std::string_view text, std::uint32_t first, TokenSink sink) {
  return Scanner(text, first, sink).run();
}

}  // namespace demarche
