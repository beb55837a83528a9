#include "puzzle/yaml_document.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <unordered_map>

#include "puzzle/yaml_faults.h"
#include "puzzle/yaml_scan.h"
#include "support/text.h"

namespace asyncq::puzzle {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kTextTag = "tag:yaml.org,2002:str";

std::string normalized_text(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    out += text[i];
  }
  return out;
}

// Thrown through the YAML parser by the handler below, and caught where the parser was started.
struct StopReading {};

// Builds the tree from the parser's events.
class TreeBuilder final : public YAML::EventHandler {
 public:
  explicit TreeBuilder(Document& document) : document_(document) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ == 1) return;
    const std::size_t offset = offset_of(mark);
    if (is_document_start(document_.text, offset)) {
      stop(offset, "a second document: a file holds one", "remove the line \"---\" or what follows it");
    }
    stop(offset, "this does not fit to what is above it",
         "entries of one list or mapping begin in the same column; a statement begins with \"- \"");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Node& node = make(NodeKind::scalar, mark);
    // The mark of a value that is not written is that of whatever comes next.
    const bool is_key = !open_.empty() && open_.back().node->is_mapping() && open_.back().key == nullptr;
    const std::string_view word = null_word(document_.text, node.offset, is_key);
    node.absent = word.empty();
    if (node.absent) {
      place_absent(node);
    } else {
      node.text = word;
      finish_scalar(node, word.size());
    }
    add(node, anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const std::size_t offset = offset_of(mark);
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) stop(offset, "an alias '*…' to an anchor that does not exist", "");
    const Node& target = *found->second;
    if (std::any_of(open_.begin(), open_.end(), [&](const Open& open) { return open.node == &target; })) {
      stop(offset, "an alias to something that contains it: the file would never end", "");
    }
    expanded_nodes_ += target.expanded_nodes;
    expanded_bytes_ += target.expanded_bytes;
    if (expanded_nodes_ > kMaxExpandedNodes || expanded_bytes_ > kMaxExpandedBytes) {
      stop(offset, fmt::format("aliases multiply this file to more than {} entries", kMaxExpandedNodes), "");
    }
    attach(target, offset);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    Node& node = make(NodeKind::scalar, mark);
    check_tag(node, tag, kTextTag);
    node.tagged_text = tag == kTextTag;
    node.text = value;
    finish_scalar(node, read_style(node));
    add(node, anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    start(NodeKind::sequence, mark, tag, "tag:yaml.org,2002:seq", anchor, style);
  }
  void OnSequenceEnd() override { end(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    start(NodeKind::mapping, mark, tag, "tag:yaml.org,2002:map", anchor, style);
  }
  void OnMapEnd() override { end(); }

  [[nodiscard]] YamlFault fault(std::string_view message, const YAML::Mark& mark) const {
    YamlFault fault{message, std::nullopt, std::nullopt};
    if (!mark.is_null()) fault.offset = offset_of(mark);
    for (const Open& open : open_) {
      if (open.node->flow) fault.open_bracket = open.node->offset;
    }
    return fault;
  }

 private:
  // A sequence or mapping that has begun and not ended.
  struct Open {
    Node* node = nullptr;
    const Node* key = nullptr;        // of a mapping: read, its value is to come
    bool drop_entry = false;          // the key was refused
    std::set<std::string_view> keys;  // of a mapping
  };

  [[nodiscard]] std::size_t offset_of(const YAML::Mark& mark) const {
    return std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), document_.text.size());
  }

  void report(std::size_t offset, std::string message, std::string hint) {
    if (document_.problems.size() >= kMaxProblems) return;
    const support::SourcePosition at = document_.positions.at(offset);
    document_.problems.push_back(
        {support::Severity::error, document_.file, {at, at}, std::move(message), std::move(hint)});
  }

  [[noreturn]] void stop(std::size_t offset, std::string message, std::string hint) {
    report(offset, std::move(message), std::move(hint));
    throw StopReading{};
  }

  Node& make(NodeKind kind, const YAML::Mark& mark) {
    Node& node = document_.nodes.emplace_back();
    node.kind = kind;
    node.offset = skip_properties(document_.text, offset_of(mark));
    node.range.begin = document_.positions.at(node.offset);
    node.range.end = node.range.begin;
    return node;
  }

  // A value that is not written is shown at its key, or at its dash.
  void place_absent(Node& node) {
    if (open_.empty()) return;
    if (const Node* key = open_.back().key) {
      node.range = key->range;
      node.offset = key->offset;
    } else if (node.offset > 0) {
      const std::size_t dash = document_.text.rfind('-', node.offset - 1);
      if (dash == std::string::npos || dash < open_.back().node->offset) return;
      node.range.begin = node.range.end = document_.positions.at(dash);
    }
  }

  void check_tag(const Node& node, std::string_view tag, std::string_view allowed) {
    if (tag.empty() || tag == "?" || tag == "!" || tag == allowed) return;
    report(node.offset, fmt::format("unknown tag '{}': a puzzle needs no YAML tags but !!str", tag), "");
  }

  // Sets the style, by the first character; the bytes that the scalar takes up on its line (0: it takes
  // several, or cannot be told).
  std::size_t read_style(Node& node) {
    const std::string_view rest = std::string_view(document_.text).substr(node.offset);
    if (rest.empty()) return 0;
    switch (rest[0]) {
      case '\'':
        node.style = ScalarStyle::single_quoted;
        break;
      case '"':
        node.style = ScalarStyle::double_quoted;
        break;
      case '|':
        node.style = ScalarStyle::literal;
        return 0;
      case '>':
        node.style = ScalarStyle::folded;
        return 0;
      default:
        return rest.starts_with(node.text) ? node.text.size() : 0;
    }
    const std::size_t close = closing_quote(document_.text, node.offset);
    if (close == std::string::npos) stop(node.offset, "this quote is never closed", "");
    const std::size_t length = close + 1 - node.offset;
    return rest.substr(1, length - 2) == node.text && node.text.find('\n') == std::string::npos ? length : 0;
  }

  void finish_scalar(Node& node, std::size_t length) {
    if (length > 0) node.range.end = document_.positions.at(node.offset + length);
    node.expanded_bytes = node.text.size();
  }

  void start(NodeKind kind, const YAML::Mark& mark, std::string_view tag, std::string_view allowed_tag,
             YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
    Node& node = make(kind, mark);
    node.flow = style == YAML::EmitterStyle::Flow;
    check_tag(node, tag, allowed_tag);
    if (open_.size() >= kMaxYamlDepth) {
      stop(node.offset, fmt::format("nested more than {} levels deep", kMaxYamlDepth), "");
    }
    if (anchor != 0) anchors_[anchor] = &node;
    open_.push_back({&node, nullptr, false, {}});
  }

  void end() {
    Node& node = *open_.back().node;
    open_.pop_back();
    attach(node, node.offset);
  }

  void add(Node& node, YAML::anchor_t anchor) {
    if (anchor != 0) anchors_[anchor] = &node;
    attach(node, node.offset);
  }

  void attach(const Node& node, std::size_t offset) {
    if (open_.empty()) {
      document_.root = &node;
      return;
    }
    Open& open = open_.back();
    open.node->expanded_nodes += node.expanded_nodes;
    open.node->expanded_bytes += node.expanded_bytes;
    open.node->range.end = std::max(open.node->range.end, node.range.end);
    if (open.node->is_sequence()) {
      open.node->items.push_back(&node);
    } else if (open.key == nullptr) {
      open.key = &node;
      open.drop_entry = !accept_key(open, node, offset);
    } else {
      if (!open.drop_entry) open.node->entries.push_back({open.key, &node});
      open.key = nullptr;
    }
  }

  bool accept_key(Open& open, const Node& key, std::size_t offset) {
    if (!key.is_scalar()) {
      report(offset, fmt::format("{} cannot be a key", describe(key)),
             "a pattern goes in quotes: '{a, b}', '[a, b]'");
      return false;
    }
    if (open.keys.insert(key.text).second) return true;
    const auto first = std::find_if(open.node->entries.begin(), open.node->entries.end(),
                                    [&](const NodeEntry& entry) { return entry.key->text == key.text; });
    report(offset, fmt::format("the key '{}' stands here twice", key.text),
           first == open.node->entries.end()
               ? ""
               : fmt::format("it is on line {} already", first->key->range.begin.line));
    return false;
  }

  Document& document_;
  int documents_ = 0;
  std::size_t expanded_nodes_ = 0;
  std::size_t expanded_bytes_ = 0;
  std::vector<Open> open_;
  std::unordered_map<YAML::anchor_t, const Node*> anchors_;
};

// The file's line and column of each line of a literal block.
support::SourceMap block_map(const Document& document, const Node& scalar) {
  support::SourceMap map;
  std::size_t indent = std::string_view::npos;
  std::uint32_t line = scalar.range.begin.line;
  for (const std::string& content : support::split_lines(scalar.text)) {
    const std::string_view written = document.positions.line(++line);
    if (indent == std::string_view::npos && !content.empty() && written.ends_with(content)) {
      indent = written.size() - content.size();
    }
    map.line_starts.push_back({line, 1});
  }
  if (indent == std::string_view::npos) indent = 0;
  for (support::SourcePosition& start : map.line_starts) start.column += static_cast<std::uint32_t>(indent);
  return map;
}

}  // namespace

Document::Document(support::SourceFilePtr source)
    : file(std::move(source)), text(normalized_text(file->text())), positions(text) {}

support::SourceMap Document::source_map(const Node& scalar) const {
  if (scalar.style == ScalarStyle::literal) {
    support::SourceMap map = block_map(*this, scalar);
    if (!map.line_starts.empty()) return map;
  }
  const bool quoted =
      scalar.style == ScalarStyle::single_quoted || scalar.style == ScalarStyle::double_quoted;
  support::SourcePosition begin = scalar.range.begin;
  const bool exact = scalar.range.end > begin;
  if (exact && quoted) ++begin.column;
  support::SourceMap map{{begin}, exact};
  return map;
}

std::unique_ptr<Document> parse_yaml(support::SourceFilePtr file) {
  auto document = std::make_unique<Document>(std::move(file));
  document->problems = forbidden_characters(*document);
  if (!document->problems.empty()) return document;
  TreeBuilder builder(*document);
  try {
    std::istringstream input(document->text);
    YAML::Parser parser(input);
    while (parser.HandleNextDocument(builder)) {
    }
    return document;
  } catch (const StopReading&) {
  } catch (const YAML::Exception& exception) {
    document->problems.push_back(explain_fault(*document, builder.fault(exception.msg, exception.mark)));
  } catch (const std::exception& exception) {
    document->problems.push_back(
        explain_fault(*document, builder.fault(exception.what(), YAML::Mark::null_mark())));
  }
  document->root = nullptr;
  return document;
}

}  // namespace asyncq::puzzle
