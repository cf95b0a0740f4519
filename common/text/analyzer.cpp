// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/analyzer.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "common/text/character.hpp"
#include "common/text/citation.hpp"
#include "common/text/compound_chain.hpp"
#include "common/text/fold.hpp"
#include "common/text/line_break.hpp"
#include "common/text/plain_word.hpp"
#include "common/text/word_run.hpp"

namespace demarche {
namespace {

/// Elided words that stand before an apostrophe: `d’Ivoire`, `l’ONU`, `dell’Unione`.
constexpr std::array<std::string_view, 17> elisions = {
    "c", "d",    "dall",   "dell", "j",     "jusqu", "l",    "lorsqu", "m",
    "n", "nell", "puisqu", "qu",   "quell", "s",     "sull", "t"};

bool is_elision(std::string_view term) {
  return std::find(elisions.begin(), elisions.end(), term) != elisions.end();
}

class Scanner {
public:
  Scanner(std::string_view text, std::uint32_t first, TokenSink sink)
      : text_(text), position_(first), sink_(sink), citations_(text) {}

  std::uint32_t run() {
    while (at_ < text_.size()) {
      // What ends a plain word begins no other, so it need not be asked whether.
      if (!plain_word() || text_[at_] != ' ') character();
      skip_blank();
    }
    chain_.end(sink_);
    return position_;
  }

private:
  /// Reads a plain word that nothing ties to the last one, as most words are,
  /// without the questions that word() asks. Reads nothing where it is another.
  bool plain_word() {
    const PlainWord word = plain_word_at(text_, at_);
    if (word.end == at_) return false;
    if (!chain_.empty()) {
      if (joint_ != Joint::none) return false;
      chain_.end(sink_);
    }
    std::string_view term(text_.data() + at_, word.end - at_);
    if (word.capitals) term = in_small_letters(term, small_letters_);
    give({TokenKind::word, attached_, false, position_, at_, word.end, term, {}}, false);
    at_ = word.end;
    return true;
  }

  /// Reads whatever stands next.
  void character() {
    const Character next = character_at(text_, at_);
    switch (next.type) {
      case CharacterType::word:
        word();
        break;
      case CharacterType::cut:
        cut_word();
        break;
      case CharacterType::line_end:
        line_end();
        break;
      case CharacterType::other:
        attached_ = false;
        at_ = next.end;
        break;
      case CharacterType::joiner:
        joiner_end_ = next.end;
        at_ = next.end;
        break;
      case CharacterType::hyphen:
      case CharacterType::apostrophe:
      case CharacterType::ignorable:
        at_ = next.end;
    }
  }

  void skip_blank() {
    if (at_ >= text_.size() || text_[at_] != ' ') return;
    attached_ = false;
    ++at_;
  }

  /// Reads one word, and the joint after it, if there is one.
  void word() {
    WordRun run = read_letters(text_, at_);
    const bool grown = grow_acronym(text_, run, bare_) || grow_number(text_, run, bare_);
    fold_word(grown ? bare_ : run.in(text_), folded_);
    at_ = run.end;
    // Marks with no letter under them, or letters that are only marks (`ʿ`).
    if (run.characters == 0 || folded_.term.empty()) return;
    if (joint_ == Joint::none) chain_.end(sink_);

    Joint after = Joint::none;
    const std::size_t next = joint_end(run.end, after);
    const bool clitic =
        (joint_ == Joint::apostrophe && folded_.term == "s" && after != Joint::apostrophe) ||
        (after == Joint::apostrophe && is_elision(folded_.term));
    if (joint_ != Joint::none || after != Joint::none)
      chain_.add({folded_.term, position_, run.begin, run.end, clitic, run.has_letters(), joint_});
    give({TokenKind::word, attached_, clitic, position_, run.begin, run.end, folded_.term,
          folded_.accented},
         run.is_capitals());
    if (run.digits > 0) cite(run);
    joint_ = after;
    at_ = next;
  }

  /// Reads one character of a script without spaces.
  void cut_word() {
    const WordRun run = read_cluster(text_, at_);
    fold_word(run.in(text_), folded_);
    chain_.end(sink_);
    joint_ = Joint::none;
    at_ = run.end;
    if (folded_.term.empty()) return;
    give({TokenKind::word, attached_, false, position_, run.begin, run.end, folded_.term,
          folded_.accented},
         false);
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

  /// Gives a word and what else stands at its position, and takes the position.
  void give(const Token& word, bool capitals) {
    sink_(word);
    if (capitals)
      sink_({TokenKind::acronym, false, false, position_, word.begin, word.end, word.term, {}});
    if (word.begin == joiner_end_) tag(word);
    ++position_;
    attached_ = true;
    has_word_ = true;
  }

  /// Gives `#tag` or `@handle`, but not for a sign that itself follows a word.
  void tag(const Token& word) {
    const std::size_t sign = word.begin - 1;
    if (text_[sign] != '#' && text_[sign] != '@') return;
    if (sign > 0 && ends_word(sign)) return;
    const std::string term = text_[sign] + std::string(word.term);
    sink_({TokenKind::tag, false, false, position_, sign, word.end, term, {}});
  }

  /// Gives what the number that was given last cites, and the part of it.
  void cite(const WordRun& number) {
    auto cited = citations_.read(number.begin, number.end);
    if (!cited) return;
    const auto citation = [&] {
      sink_({TokenKind::citation,
             false,
             false,
             position_ - 1,
             cited->begin,
             cited->end,
             cited->symbol,
             {}});
    };
    citation();
    if (cited->part.empty()) return;
    cited->symbol += cited->part;
    citation();
  }

  /// Whether a word's character stands before byte `end`.
  bool ends_word(std::size_t end) const {
    return character_at(text_, character_start(text_, end - 1)).type == CharacterType::word;
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
  std::size_t joiner_end_ = std::string_view::npos;  ///< of the last `#`, `@`, `/` …
  FoldedWord folded_;
  std::array<char, max_term_bytes> small_letters_;  ///< a plain word with capitals
  std::string bare_;                                ///< a word without the stops and commas in it
  CompoundChain chain_;
  CitationReader citations_;
  Joint joint_ = Joint::none;  ///< what ties the next word to the last one
  bool attached_ = false;      ///< nothing but joining punctuation since the last word
  bool has_word_ = false;
};

}  // namespace

std::uint32_t analyze(std::string_view text, std::uint32_t first, TokenSink sink) {
  return Scanner(text, first, sink).run();
}

}  // namespace demarche
