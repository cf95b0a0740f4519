// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/index/position_list.hpp"

namespace demarche {

/// Elements that stand near each other, each being any of some terms.
struct Nearness {
  std::vector<std::vector<std::string>> elements;
  bool in_order = false;
  /// From the first place to the last, in words: as many as elements in order make a phrase.
  std::uint64_t window = 0;
};

/// The documents in which the elements of any of some nearnesses stand so: what Xapian's OP_PHRASE
/// and OP_NEAR find, where of those in any order no two stand at one place. It weighs nothing. One
/// thread; it serves one query after another, of the database that `positions` is a table of, which
/// outlives it. Xapian's errors pass through.
class NearDocuments final : public Xapian::PostingSource {
public:
  NearDocuments(std::vector<Nearness> nearnesses, const GlassTree& positions)
      : nearnesses_(std::move(nearnesses)), positions_(positions) {}

  Xapian::doccount get_termfreq_min() const override { return 0; }
  // So that what else must be there is looked for first.
  Xapian::doccount get_termfreq_est() const override { return get_termfreq_max(); }
  Xapian::doccount get_termfreq_max() const override { return database_.get_doccount(); }
  Xapian::docid get_docid() const override { return at_; }
  bool at_end() const override { return at_ == no_document; }
  void next(double least) override { skip_to(at_ + 1, least); }
  void skip_to(Xapian::docid document, double) override;
  // Looks at no other document.
  bool check(Xapian::docid document, double) override;
  NearDocuments* clone() const override { return nullptr; }
  void init(const Xapian::Database& database) override;

private:
  static constexpr Xapian::docid no_document = std::numeric_limits<Xapian::docid>::max();

  /// A term, in document after document.
  class Term {
  public:
    Term(const Xapian::Database& database, const GlassTree& positions, const std::string& name);

    double frequency() const { return frequency_; }
    /// Has it begin with the first document again.
    void restart();
    /// The first document from this one on that has it.
    Xapian::docid skip_to(Xapian::docid document) {
      if (document_ < document) move_to(document);
      return document_;
    }
    /// Its positions in the document that it is at.
    std::string_view positions();

  private:
    void move_to(Xapian::docid document);

    const Xapian::Database& database_;
    std::string name_;
    double frequency_;  ///< in all documents together
    Xapian::PostingIterator at_;
    bool is_started_ = false;
    Xapian::docid document_ = 0;  ///< that at_ is at
    TermPositions in_documents_;
    Xapian::docid read_ = 0;  ///< the document that packed_ is of
    std::string_view packed_;
  };

  /// An element, in document after document.
  class Element {
  public:
    explicit Element(std::vector<Term*> terms) : terms_(std::move(terms)), lists_(terms_.size()) {}

    double frequency() const;
    Xapian::docid skip_to(Xapian::docid document);
    /// Finds its places in a document that has it.
    void open(Xapian::docid document);
    /// The first place from this one on; PositionList::beyond where there is none.
    std::uint64_t skip_to_place(std::uint64_t least);

  private:
    std::vector<Term*> terms_;
    std::vector<PositionList> lists_;  ///< of its terms
    std::size_t opened_ = 0;           ///< how many of them
  };

  /// A nearness, in document after document.
  class Near {
  public:
    Near(std::vector<Element> elements, bool in_order, std::uint64_t window);

    void restart() { least_ = 0; }
    /// No document between this one and the one it gives has all elements. Terms, which others
    /// have, too, are moved to no more than the first document from this one on.
    Xapian::docid least_from(Xapian::docid document);
    bool has_all(Xapian::docid document);
    /// Of one that has them.
    bool is_in(Xapian::docid document);

  private:
    bool is_phrase(Xapian::docid document);
    bool is_in_order();
    bool is_together();

    std::vector<Element> elements_;
    std::vector<std::size_t> rarest_first_;
    bool in_order_;
    std::uint64_t window_;
    Xapian::docid least_ = 0;  ///< no document before it has all
  };

  void prepare();

  std::vector<Nearness> nearnesses_;
  const GlassTree& positions_;
  Xapian::Database database_;
  std::map<std::string, Term> terms_;  ///< of all, once a document is asked for
  std::vector<Near> near_;
  Xapian::docid at_ = 0;
};

}  // namespace demarche
