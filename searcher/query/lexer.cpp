// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/lexer.hpp"

#include <algorithm>
#include <utility>

#include "common/text/utf8.hpp"
#include "searcher/query/characters.hpp"
#include "searcher/query/fields.hpp"
#include "searcher/query/operators.hpp"

namespace demarche {

namespace {

class Lexer {
public:
  Lexer(std::string_view query, const ParserSettings& settings)
      : query_(query), settings_(settings) {}

  std::vector<Lexeme> run() {
    while (at_ < query_.size()) step();
    return std::move(lexemes_);
  }

private:
  void step() {
    const CodePoint here = code_point_at(query_, at_);
    if (is_space(here.value)) {
      at_ += here.bytes;
    } else if (here.value == U'(') {
      push(LexemeKind::open, at_ + 1);
    } else if (here.value == U')') {
      push(LexemeKind::close, at_ + 1);
    } else if (is_minus()) {
      push(LexemeKind::minus, at_ + 1);
    } else if (const std::size_t mark = quotation_at(); mark < query_.size()) {
      push_phrase(mark);
    } else {
      push_chunk();
    }
  }

  /// Whether the lexeme that begins at at_ is the value of a field or what a
  /// minus excludes.
  bool is_attached() const {
    if (lexemes_.empty() || lexemes_.back().span.end != at_) return false;
    const LexemeKind before = lexemes_.back().kind;
    return before == LexemeKind::minus || before == LexemeKind::field;
  }

  void push(LexemeKind kind, std::size_t end) {
    lexemes_.push_back({kind, {at_, end}, query_.substr(at_, end - at_), is_attached()});
    at_ = end;
  }

  /// The character at a byte, or a space beyond the end.
  char32_t peek(std::size_t at) const {
    return at < query_.size() ? code_point_at(query_, at).value : U' ';
  }

  bool is_minus() const {
    const char32_t next = peek(at_ + 1);
    return query_[at_] == '-' && begins_chunk() && !is_space(next) && next != U'-' && next != U')';
  }

  /// Whether white space, `(` or nothing stands before at_.
  bool begins_chunk() const {
    if (lexemes_.empty() || lexemes_.back().span.end != at_) return true;
    return lexemes_.back().kind == LexemeKind::open;
  }

  /// The place of the mark that opens a quotation at at_, also after a `=`; the
  /// query's size if none does.
  std::size_t quotation_at() const {
    const std::size_t mark = query_[at_] == '=' ? at_ + 1 : at_;
    const char32_t c = peek(mark);
    const bool opens = is_quotation_mark(c) || (c == U'‘' && single_closer(mark) < query_.size());
    return opens ? mark : query_.size();
  }

  /// The ’ that closes the ‘ at `mark`: none before a letter, where it is an
  /// apostrophe. The query's size where there is none: then ‘ is a letter's
  /// sign, as in ‘Abd.
  std::size_t single_closer(std::size_t mark) const {
    static constexpr std::string_view closer = "’";
    if (!single_closers_left_) return query_.size();
    std::size_t at = query_.find(closer, mark);
    while (at != std::string_view::npos && is_word_character(peek(at + closer.size()))) {
      at = query_.find(closer, at + closer.size());
    }
    // Remembered, lest a query full of ‘ be searched to its end for each.
    single_closers_left_ = at != std::string_view::npos;
    return single_closers_left_ ? at : query_.size();
  }

  /// The mark that closes the quotation opened at `mark`. Throws where none does.
  std::size_t closer_at(std::size_t mark) const {
    const CodePoint opener = code_point_at(query_, mark);
    if (opener.value == U'‘') return single_closer(mark);
    const std::u32string_view closers = closers_of(opener.value);
    // “He said “no” twice”: where the two ends differ, quotations nest.
    const bool nests = closers.find(opener.value) == std::u32string_view::npos;
    std::size_t depth = 1;
    for (std::size_t at = mark + opener.bytes; at < query_.size() && !closers.empty();) {
      const CodePoint here = code_point_at(query_, at);
      if (nests && here.value == opener.value) {
        ++depth;
      } else if (closers.find(here.value) != std::u32string_view::npos && --depth == 0) {
        return at;
      }
      at += here.bytes;
    }
    throw QueryError("quotation mark without its partner", {mark, mark + opener.bytes},
                     "close the phrase, or leave the mark out");
  }

  void push_phrase(std::size_t mark) {
    const std::size_t begin = mark + code_point_at(query_, mark).bytes;
    const std::size_t close = closer_at(mark);
    const std::size_t end = close + code_point_at(query_, close).bytes;
    const bool exact = mark > at_;
    push(LexemeKind::phrase, end);
    Lexeme& phrase = lexemes_.back();
    phrase.text = query_.substr(begin, close - begin);
    phrase.exact = exact;
    if (is_blank(phrase.text)) throw QueryError("empty quotation", phrase.span);
    if (peek(end) == U'~') take_distance(phrase);
    refuse_more_signs();
  }

  /// After a phrase and its `~5`.
  void refuse_more_signs() const {
    if (peek(at_) == U'*')
      throw QueryError("a * stands after a word, not after a phrase", {at_, at_ + 1},
                       "within the quotation it stands at the end of a word");
    if (peek(at_) == U'~') throw QueryError("a phrase has one ~ at most", {at_, at_ + 1});
  }

  /// The `~5` directly after a phrase.
  void take_distance(Lexeme& phrase) {
    const std::size_t begin = at_ + 1;
    const std::size_t end = std::min(query_.find_first_not_of("0123456789", begin), query_.size());
    if (end == begin || is_word_character(peek(end)))
      throw QueryError("a ~ after a phrase wants a number", {at_, std::max(begin, end)},
                       "\"a b\"~5 finds both words with at most 5 others among them");
    phrase.distance = distance_of(query_.substr(begin, end - begin), {begin, end});
    phrase.span.end = at_ = end;
  }

  static bool is_blank(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const CodePoint here = code_point_at(text, at);
      if (!is_space(here.value)) return false;
      at += here.bytes;
    }
    return true;
  }

  static bool ends_chunk(char32_t c) {
    return is_space(c) || c == U'(' || c == U')' || is_quotation_mark(c);
  }

  void push_chunk() {
    std::size_t end = at_;
    while (!ends_chunk(peek(end))) end += code_point_at(query_, end).bytes;
    const std::string_view chunk = query_.substr(at_, end - at_);
    const bool followed = !is_space(peek(end)) && peek(end) != U')';
    refuse_exact_group(chunk, end);
    // What follows a field is its value, whatever it looks like.
    const bool is_value = is_attached() && lexemes_.back().kind == LexemeKind::field;
    const auto name = is_value ? std::nullopt : field_name_of(chunk, followed, settings_);
    if (!name) {
      if (!is_value && !followed) refuse_missing_value(chunk);
      push(LexemeKind::word, end);
      return;
    }
    push(LexemeKind::field, at_ + name->size() + 1);
    lexemes_.back().text = *name;
  }

  /// `issuer: PAK` is a filter that was meant, or a line that was pasted.
  void refuse_missing_value(std::string_view chunk) const {
    if (!chunk.ends_with(':')) return;
    const std::string_view name = chunk.substr(0, chunk.size() - 1);
    if (!known_field(name, settings_)) return;
    throw QueryError("no value stands directly after " + std::string(chunk),
                     {at_, at_ + chunk.size()},
                     "write it without a space; text with a colon is searched for in quotation "
                     "marks");
  }

  void refuse_exact_group(std::string_view chunk, std::size_t end) const {
    if (chunk != "=" || peek(end) != U'(') return;
    throw QueryError("= stands before a word, not before brackets", {at_, end},
                     "write it before each word, or use --exact");
  }

  std::string_view query_;
  const ParserSettings& settings_;
  std::size_t at_ = 0;
  std::vector<Lexeme> lexemes_;
  mutable bool single_closers_left_ = true;
};

}  // namespace

std::optional<std::string_view> field_name_of(std::string_view text, bool followed,
                                              const ParserSettings& settings) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view rest = text.substr(colon + 1);
  if (rest.empty() ? !followed : rest.starts_with("//")) return std::nullopt;
  const std::string_view name = text.substr(0, colon);
  const bool is_field = looks_like_field_name(name) || find_user_field(name, settings);
  return is_field ? std::optional(name) : std::nullopt;
}

std::vector<Lexeme> split_query(std::string_view query, const ParserSettings& settings) {
  std::vector<Lexeme> lexemes = Lexer(query, settings).run();
  mark_operators(lexemes);
  return lexemes;
}

}  // namespace demarche
