// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "common/error.hpp"
#include "indexer/metadata.hpp"

namespace demarche {
namespace {

/// The last `folders` + 1 parts of a path, or nothing where it has fewer.
std::optional<std::string_view> last_parts(std::string_view path, std::size_t folders) {
  std::string_view before = path;
  for (std::size_t part = 0; part <= folders; ++part) {
    const std::size_t slash = before.rfind('/');
    if (slash == std::string_view::npos) {
      return part == folders ? std::optional(path) : std::nullopt;
    }
    before = before.substr(0, slash);
  }
  return path.substr(before.size() + 1);
}

/// The field between two braces. Throws UsageError where it can't be one.
std::string pattern_field(std::string_view written) {
  const auto field = field_name(written);
  if (!field || is_reserved_field(*field)) {
    throw UsageError(fmt::format("'{{{}}}' names no field that a file name can give", written));
  }
  return *field;
}

/// Takes the first piece, a field with its braces or what stands before the
/// next field, off the front of the pattern.
std::string_view take_piece(std::string_view& rest, std::string_view pattern) {
  std::size_t end = rest.find('{');
  if (end == 0) {
    end = rest.find('}');
    if (end == std::string_view::npos) {
      throw UsageError(fmt::format("a brace is not closed in '{}'", pattern));
    }
    ++end;
  }
  const std::string_view piece = rest.substr(0, end);
  rest.remove_prefix(piece.size());
  return piece;
}

}  // namespace

/// One try to match: where each piece ends, if all fit.
struct NamePattern::Matcher {
  Matcher(const std::vector<Piece>& all_pieces, std::string_view path)
      : pieces(all_pieces),
        subject(path),
        ends(all_pieces.size()),
        tried(all_pieces.size() * (path.size() + 1)) {}

  bool fits(std::size_t piece, std::size_t at) {
    if (piece == pieces.size()) return at == subject.size();
    // What was tried from here and came back has failed: without this, the
    // time would grow with the power of the pattern's fields.
    const std::size_t state = piece * (subject.size() + 1) + at;
    if (tried[state]) return false;
    tried[state] = true;
    return pieces[piece].is_field ? field_fits(piece, at) : literal_fits(piece, at);
  }

  bool literal_fits(std::size_t piece, std::size_t at) {
    const std::string& text = pieces[piece].text;
    ends[piece] = at + text.size();
    return subject.substr(at, text.size()) == text && fits(piece + 1, ends[piece]);
  }

  bool field_fits(std::size_t piece, std::size_t at) {
    for (std::size_t end = at; end < subject.size() && subject[end] != '/';) {
      ends[piece] = ++end;
      if (fits(piece + 1, end)) return true;
    }
    return false;
  }

  FieldMap fields() const {
    FieldMap found;
    for (std::size_t piece = 0; piece < pieces.size(); ++piece) {
      if (!pieces[piece].is_field) continue;
      const std::size_t begin = piece == 0 ? 0 : ends[piece - 1];
      const std::string_view value = subject.substr(begin, ends[piece] - begin);
      add_field(found, pieces[piece].text, field_value(value));
    }
    return found;
  }

  const std::vector<Piece>& pieces;
  std::string_view subject;
  std::vector<std::size_t> ends;
  std::vector<bool> tried;
};

NamePattern::NamePattern(std::string_view pattern)
    : folders_(static_cast<std::size_t>(std::count(pattern.begin(), pattern.end(), '/'))) {
  for (std::string_view rest = pattern; !rest.empty();) {
    const std::string_view piece = take_piece(rest, pattern);
    if (piece.front() == '{') {
      add_field_piece(pattern_field(piece.substr(1, piece.size() - 2)), pattern);
    } else {
      pieces_.push_back({false, std::string(piece)});
    }
  }
  const auto is_field = [](const Piece& piece) { return piece.is_field; };
  if (std::none_of(pieces_.begin(), pieces_.end(), is_field)) {
    throw UsageError(fmt::format("'{}' has no field", pattern),
                     "write a field in braces, as in '{issuer}_{year}.txt'");
  }
}

void NamePattern::add_field_piece(std::string field, std::string_view pattern) {
  for (const Piece& piece : pieces_) {
    if (piece.is_field && piece.text == field) {
      throw UsageError(fmt::format("'{{{}}}' stands twice in '{}'", field, pattern));
    }
  }
  if (!pieces_.empty() && pieces_.back().is_field) {
    throw UsageError(fmt::format("nothing parts '{{{}}}' from '{{{}}}' in '{}'",
                                 pieces_.back().text, field, pattern));
  }
  pieces_.push_back({true, std::move(field)});
}

std::optional<FieldMap> NamePattern::match(std::string_view name) const {
  const auto parts = last_parts(name, folders_);
  if (!parts) return std::nullopt;
  Matcher matcher(pieces_, *parts);
  if (!matcher.fits(0, 0)) return std::nullopt;
  return matcher.fields();
}

}  // namespace demarche
