#include "syntax/parser.h"
#include "syntax/printer.h"

#include "tests/support/catch.h"

using namespace asyncq::syntax;

TEST_CASE("syntax: a small program is parsed", "[syntax]") {
  const auto program =
      parse_program("const f = async ({ a = 1 }) => { await a; }; f({}).then(x => x ** 2)", {});
  REQUIRE(program.ok());
  CHECK(program->body.size() == 2);
  CHECK(print(*program) == "const f = async ({ a = 1 }) => {\n  await a;\n};\nf({}).then((x) => x ** 2);\n");
}
