#pragma once
// Writing a file whole or not at all.

#include <string>
#include <string_view>
#include <system_error>

namespace asyncq::app {

// Writes the bytes beside the path and renames them into place: readers see the old file or the new one,
// never a part, and a failure leaves the old one as it was. A symbolic link stays one; an existing file keeps
// its permissions. What is no regular file (a device, a pipe) is written to as it is.
[[nodiscard]] std::error_code write_whole_file(const std::string& path, std::string_view bytes);

}  // namespace asyncq::app
