#pragma once
// The private names of a class [6.2.12], made anew each time that its definition is evaluated.

#include "engine/string.h"

namespace asyncq::engine {

class PrivateName final : public Symbol {
 public:
  PrivateName(Value description, String* what_owns)
      : Symbol(description, /*is_private=*/true), owner(what_owns) {}
  // What an object must be to have the method or accessor: "an instance of class Foo", or "class Foo" for
  // static ones. Empty for a field, which is looked for by itself.
  String* owner;
  void trace(Marker& marker) override {
    Symbol::trace(marker);
    marker.mark(owner);
  }
};

}  // namespace asyncq::engine
