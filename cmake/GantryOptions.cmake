# Compiler, linker and warning settings shared by every target of the project.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

set(GANTRY_SANITIZE "" CACHE STRING "Sanitizers for the whole build, as for -fsanitize=")
option(GANTRY_FUZZ "Build the libFuzzer targets" OFF)
option(GANTRY_BENCH "Build the benchmarks" OFF)
option(GANTRY_TESTS "Build unit tests" ON)
option(GANTRY_PCH "Precompile the headers that most files share" ON)
option(GANTRY_WHOLE_SERVICES "Compile the folders of a service as one unit" ON)

# Release keeps assertions (GANTRY_ASSERT never depends on NDEBUG) and stays debuggable.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1")
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")
if(GANTRY_SANITIZE)
    # Under the thread sanitizer so little is run that optimising costs more than it saves.
    if(GANTRY_SANITIZE STREQUAL "thread")
        set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1 -fno-omit-frame-pointer")
    else()
        set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1 -fno-omit-frame-pointer")
    endif()
    add_compile_options(-fsanitize=${GANTRY_SANITIZE} -fno-sanitize-recover=all)
    if(GANTRY_SANITIZE MATCHES "undefined")
        # A check before every access to memory is half the code: null and object-size are seen by the
        # address sanitizer, where that is there too; alignment and vptr are not looked for.
        add_compile_options(-fno-sanitize=null,alignment,vptr,object-size)
    endif()
    add_link_options(-fsanitize=${GANTRY_SANITIZE} -Wl,--build-id=none)
endif()
if(GANTRY_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()

add_library(gantry_warnings INTERFACE)
target_compile_options(
    gantry_warnings
    INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
              -Wno-missing-field-initializers -Werror)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    # Leaving members out of a designated initialiser is what they are for.
    target_compile_options(gantry_warnings INTERFACE -Wno-missing-designated-field-initializers)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # False positives of libstdc++ under g++'s flow analysis; GoogleTest's macros hold an else.
    target_compile_options(
        gantry_warnings INTERFACE -Wno-error=maybe-uninitialized -Wno-error=dangling-reference
                                  -Wno-dangling-else)
endif()

# Some packages ask for it and some do not, and headers are precompiled with it or without.
if(GANTRY_PCH)
    add_compile_options(-pthread)
endif()
# Where templates are made within precompiled headers, clang 19 forgets friends of lambdas.
set(CMAKE_PCH_INSTANTIATE_TEMPLATES OFF)

# The compiler's heap is a gigabyte: with huge pages, which jemalloc asks for and glibc does not, it takes a
# fifth less time. ccache is told what it has to know before it keeps objects made with precompiled headers.
find_program(GANTRY_CCACHE ccache)
find_library(GANTRY_JEMALLOC jemalloc)
if(NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env)
    if(GANTRY_JEMALLOC MATCHES "[.]so$")
        list(APPEND CMAKE_CXX_COMPILER_LAUNCHER LD_PRELOAD=${GANTRY_JEMALLOC}
             MALLOC_CONF=thp:always,metadata_thp:always)
    endif()
    if(GANTRY_CCACHE)
        list(APPEND CMAKE_CXX_COMPILER_LAUNCHER
             CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${GANTRY_CCACHE})
    endif()
endif()
if(GANTRY_CCACHE AND CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
endif()
find_program(GANTRY_MOLD mold)
if(GANTRY_MOLD)
    add_link_options(-fuse-ld=mold)
endif()

# A compiler a processor: with two more, as Ninja has it, each takes a tenth more time, and nothing is done earlier.
if(CMAKE_GENERATOR MATCHES "Ninja" AND NOT CMAKE_JOB_POOLS)
    cmake_host_system_information(RESULT processors QUERY NUMBER_OF_LOGICAL_CORES)
    set(CMAKE_JOB_POOLS compiling=${processors})
    set(CMAKE_JOB_POOL_COMPILE compiling)
endif()

find_package(Python3 REQUIRED COMPONENTS Interpreter)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
if(GANTRY_TESTS)
    find_package(GTest REQUIRED)
endif()
