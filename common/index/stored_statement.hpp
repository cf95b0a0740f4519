// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/statement.hpp"
#include "common/text/landmark.hpp"

namespace demarche {

/// A statement as the bytes that Xapian stores with the document: a layout
/// number, the fields, the text's landmarks, and the text as one zstd frame,
/// which names the dictionary that it needs. The id is in its slot.
///
/// A dictionary holds what statements of one corpus have in common; it halves
/// short texts again (zstd manual, "Dictionary Compression").

struct StoredStatement {
  Statement statement;              ///< without its id
  std::vector<Landmark> landmarks;  ///< of its text, which begins at position 0
};

/// A stored statement, whose text is still compressed in the bytes that it was opened from.
struct OpenedStatement {
  Statement statement;  ///< without its id and text
  std::vector<Landmark> landmarks;
  std::size_t text_bytes = 0;
  std::string_view frame;
};

/// A dictionary for texts such as these; empty where they are too few to learn from.
std::string train_dictionary(const std::vector<std::string_view>& texts);
/// The number by which frames name a dictionary: made from its content.
std::uint32_t dictionary_number(std::string_view dictionary);

/// Makes stored statements. One thread.
class StatementEncoder {
public:
  /// `dictionary` may be empty: texts then stand by themselves.
  explicit StatementEncoder(std::string_view dictionary);
  ~StatementEncoder();

  std::string encode(const Statement& statement, const std::vector<Landmark>& landmarks);

private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Reads stored statements; keeps the dictionaries that it met. One thread.
/// Each function throws IndexError for bytes that no encoder wrote.
class StatementDecoder {
public:
  /// `find` gives the dictionary of a number, or nothing.
  using FindDictionary = std::function<std::string(std::uint32_t number)>;
  explicit StatementDecoder(FindDictionary find);
  ~StatementDecoder();

  /// The fields, without the text.
  static Statement fields(std::string_view stored);
  /// All but the text. It refers to `stored`.
  static OpenedStatement open(std::string_view stored);
  /// The first `bytes` of the text; the frame is read no further than they need.
  std::string text(const OpenedStatement& opened, std::size_t bytes);
  StoredStatement decode(std::string_view stored);

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace demarche
