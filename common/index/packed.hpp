// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/error.hpp"

namespace demarche {

// Records as the index stores them: numbers and texts, one after the other.

/// Appends an unsigned number, seven bits a byte, least first (LEB128).
void put_number(std::string& out, std::uint64_t number);
/// Appends a text: its length in bytes as a number, and itself.
void put_text(std::string& out, std::string_view text);

/// What is stored is not what was written.
class DamagedRecord : public IndexError {
  using IndexError::IndexError;
};
/// Throws DamagedRecord.
[[noreturn]] void throw_damaged_record();

/// Takes a record apart, in the order in which it was put together. Throws
/// DamagedRecord where it ends too early. The bytes outlive the reader.
class PackedReader {
public:
  explicit PackedReader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number();
  std::string_view text();
  /// What has not been read yet.
  std::string_view rest() const { return rest_; }

private:
  std::string_view rest_;
};

}  // namespace demarche
