#pragma once
// The well-known symbols [6.1.5.1]: one row each, in the order in which Symbol has them.

#include <array>
#include <string_view>

#include "engine/realm.h"

namespace asyncq::engine {

struct WellKnownSymbol {
  std::string_view name;  // behind "Symbol."
  Symbol* Realm::*symbol;
};

inline constexpr std::array kWellKnownSymbols = {
    WellKnownSymbol{"asyncIterator", &Realm::symbol_async_iterator},
    WellKnownSymbol{"hasInstance", &Realm::symbol_has_instance},
    WellKnownSymbol{"isConcatSpreadable", &Realm::symbol_is_concat_spreadable},
    WellKnownSymbol{"iterator", &Realm::symbol_iterator},
    WellKnownSymbol{"match", &Realm::symbol_match},
    WellKnownSymbol{"matchAll", &Realm::symbol_match_all},
    WellKnownSymbol{"replace", &Realm::symbol_replace},
    WellKnownSymbol{"search", &Realm::symbol_search},
    WellKnownSymbol{"species", &Realm::symbol_species},
    WellKnownSymbol{"split", &Realm::symbol_split},
    WellKnownSymbol{"toPrimitive", &Realm::symbol_to_primitive},
    WellKnownSymbol{"toStringTag", &Realm::symbol_to_string_tag},
    WellKnownSymbol{"unscopables", &Realm::symbol_unscopables},
    WellKnownSymbol{"dispose", &Realm::symbol_dispose},
    WellKnownSymbol{"asyncDispose", &Realm::symbol_async_dispose},
};

}  // namespace asyncq::engine
