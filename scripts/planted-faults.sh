#!/usr/bin/env bash
# Plants each fault of tests/planted-faults/faults.txt in a copy of the sources, runs the tests that should catch it, and restores.
# Ends with "N of N caught" and the exit code 0 only if all were. A word as argument plants only the faults whose names hold it.
set -euo pipefail
cd "$(dirname "$0")/.."

only="${1:-}"
list="$PWD/tests/planted-faults/faults.txt"
copy="$(mktemp -d)"
trap 'rm -rf "$copy"' EXIT
git ls-files -z --cached --others --exclude-standard | tar --null -T - -cf - | tar -xf - -C "$copy"
cd "$copy"

# Warnings of a planted fault are no news; analyzers only cost time here.
build() { dotnet build "tests/OpsPortal.$1" -v quiet -nologo -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false >"$copy/build.log" 2>&1; }

replace() {
    FROM="$2" TO="$3" perl -0777 -i -pe '
        my $count = () = /\Q$ENV{FROM}\E/g;
        die "The text stands $count times in the file.\n" if $count != 1;
        s/\Q$ENV{FROM}\E/$ENV{TO}/' "$1"
}

plant() {
    local name="$1" file="$2" from="$3" to="$4" project="$5" filter="$6" verdict
    cp "$file" "$copy/kept"
    if ! replace "$file" "$from" "$to"; then
        verdict="not planted: the text is not in $file"
    elif ! build "$project"; then
        verdict="does not compile"
        grep -m 3 'error' "$copy/build.log" || true
    elif dotnet test "tests/OpsPortal.$project" --no-build --filter "$filter" >"$copy/test.log" 2>&1; then
        verdict="NOT CAUGHT"
    elif grep -q '^Failed!' "$copy/test.log"; then
        verdict="caught by $(grep -m 1 -oE '^  Failed [A-Za-z0-9_.]+' "$copy/test.log" | sed 's/.*Tests\.//')"
        caught=$((caught + 1))
    else
        verdict="the tests did not run"
    fi
    cp "$copy/kept" "$file"
    planted=$((planted + 1))
    printf '%3d  %-60s %s\n' "$planted" "$name" "$verdict"
}

planted=0
caught=0
for project in Domain.Tests Tests; do
    build "$project" || { cat "$copy/build.log"; exit 1; }
    while IFS= read -r line <&3 || [ -n "$line" ]; do
        case "$line" in
            'fault: '*) name="${line#fault: }" ;;
            'file: '*) file="${line#file: }" ;;
            'from: '*) from="${line#from: }" ;;
            'to: '*) to="${line#to: }" ;;
            'test: '*)
                read -r where filter <<<"${line#test: }"
                if [ "$where" = "$project" ] && [[ "$name" == *"$only"* ]]; then
                    plant "$name" "$file" "$from" "$to" "$project" "$filter"
                fi
                ;;
        esac
    done 3<"$list"
done

echo "$caught of $planted caught"
[ "$caught" -eq "$planted" ] && [ "$planted" -gt 0 ]
