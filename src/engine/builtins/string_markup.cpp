// The methods of strings that put a tag around them [B.2.2.2].

#include <string>

#include "engine/builtins.h"
#include "engine/builtins/string_parts.h"

namespace asyncq::engine {
namespace {

// CreateHTML [B.2.2.2.1]; captured: the method's name, the tag, the attribute or ""
Value create_markup(Machine& machine, const Arguments& arguments) {
  const NativeFunction::Captured& captured = arguments.callee->captured;
  String* text = this_text(machine, arguments, captured[0].as_string()->utf8());
  const std::u16string tag(captured[1].as_string()->view());
  const std::u16string attribute(captured[2].as_string()->view());
  std::u16string out = u"<" + tag;
  if (!attribute.empty()) {
    out += u" " + attribute + u"=\"";
    for (const char16_t unit : machine.to_text(arguments[0])) {
      if (unit == u'"') {
        out += u"&quot;";
      } else {
        out += unit;
      }
    }
    out += u'"';
  }
  out += u">";
  out += text->view();
  return machine.string(out + u"</" + tag + u">");
}

struct MarkupRow {
  std::string_view name;
  std::string_view tag;
  std::string_view attribute;
};
constexpr MarkupRow kRows[] = {
    {"anchor", "a", "name"},      {"big", "big", ""},
    {"blink", "blink", ""},       {"bold", "b", ""},
    {"fixed", "tt", ""},          {"fontcolor", "font", "color"},
    {"fontsize", "font", "size"}, {"italics", "i", ""},
    {"link", "a", "href"},        {"small", "small", ""},
    {"strike", "strike", ""},     {"sub", "sub", ""},
    {"sup", "sup", ""},
};

}  // namespace

void install_string_markup(Machine& machine) {
  for (const MarkupRow& row : kRows) {
    NativeFunction* method = machine.create_native(
        row.name, row.attribute.empty() ? 0 : 1, create_markup,
        {machine.string(row.name), machine.string(row.tag), machine.string(row.attribute)});
    machine.realm.string_prototype->define(machine, row.name, Value(method), kHidden);
  }
}

}  // namespace asyncq::engine
