#pragma once
// The keys of a puzzle's question: ask, what it asks about, and the answers to a question about all orders.

#include "puzzle/puzzle.h"
#include "puzzle/reader.h"

namespace asyncq::puzzle {

inline constexpr std::size_t kMaxItems = 26;  // A to Z

class QuestionReader {
 public:
  // The mapping is the puzzle's.
  QuestionReader(Reader& reader, const Node& root);

  [[nodiscard]] const trace::QuestionKind& kind() const { return *kind_; }
  // Items and answers; empty for ask: order.
  SetQuestion read();

 private:
  void refuse_other_items();
  void read_items(SetQuestion& question);
  void read_item(const Node& node, std::string name, const Node* name_node, SetQuestion& question);
  struct ReadAnswer {
    trace::WrittenAnswer written;
    trace::Response response;
    support::SourceRange range;
  };
  std::optional<ReadAnswer> read_response(std::string_view key, const SetQuestion& question);
  void check_complete(const Located<trace::Response>& key, const SetQuestion& question);

  Reader& reader_;
  const Node& root_;
  const trace::QuestionKind* kind_;
  bool items_are_good_ = true;
};

}  // namespace asyncq::puzzle
