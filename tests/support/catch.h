#pragma once
// The one place that knows which generation of Catch2 is installed.

#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_all.hpp>
using Catch::Approx;  // global in the older generation
#else
#include <catch2/catch.hpp>
#endif
