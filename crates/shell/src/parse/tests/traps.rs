//! Owns a row for each text that other shell parsers were seen to misread, to hang on or to give up at.

use super::check_faulty;

#[test]
fn commands_that_other_parsers_lose() {
    check_faulty(&[
        ("ls -l\n\\rm -rf /x", "[ls -l] ; [‹r›m -rf /x]", ""),
        ("r\\\nm -rf /", "[rm -rf /]", ""),
        ("cat <<-E\n\t$(rm x)\n\tE", "[cat <<\"$([rm x])‹\n›\"]", ""),
        ("a &\\\n& rm x", "[a] && [rm x]", ""),
        ("echo $\\\n(rm x)", "[echo $([rm x])]", ""),
        ("echo ${v#$(rm x)} ${v:+`rm y`}", "[echo ${v # $([rm x])} ${v :+ $([rm y])}]", ""),
        ("coproc rm x; coproc N { rm y; }", "coproc [rm x] ; coproc N { [rm y] }", ""),
        ("select x in a; do rm x; done", "for x in (a) do [rm x] done", ""),
        ("echo $(case x in x) rm y;; esac)", "[echo $(case x in (x) [rm y] ;; esac)]", ""),
        ("echo ${ rm x; }", "[echo $([rm x])]", ""),
        ("echo `a \\`rm x\\` \\\\\\`b\\\\\\``", "[echo $([a $([rm x]) ‹`›b‹`›])]", ""),
        ("echo \"${v:-'$(rm x)'}\"", "[echo \"${v :- ‹'›$([rm x])‹'›}\"]", ""),
        ("cat <(rm x) > >(rm y)", "[cat <([rm x]) >>([rm y])]", ""),
        ("0$(rm x) ! !", "[0$([rm x]) ! !]", ""),
        ("! ! rm x", "[rm x]", ""),
        ("echo $((1 + * $(rm x)))", "[echo $((1 + * $([rm x])))]", ""),
        ("echo $((rm x); (rm y)) $( (rm z) )", "[echo $(( [rm x] ) ; ( [rm y] )) $(( [rm z] ))]", ""),
        ("((rm -rf /x))", "( ( [rm -rf /x] ) )", ""),
    ]);
}

#[test]
fn here_documents_that_other_parsers_misread() {
    check_faulty(&[
        ("cat <<\r\nfoo", "[cat <<\"‹foo›\"]", "4<<"),
        ("<<\r ", "[<<]", "0<<"),
        ("cat <<E\nE \nE\nrm x", "[cat <<\"‹E \n›\"] ; [rm x]", ""),
        ("$(a; # c\nb <<E\nE\n) c", "[$([a] ; [b <<\"\"]) c]", ""),
        ("$(cat <<E\nit's \"\nE\n) b", "[$([cat <<\"‹it's \"\n›\"]) b]", ""),
        ("echo $(cat <<EOF\na\nEOF) b", "[echo $([cat <<\"‹a\n›\"]) b]", ""),
        ("echo \"$(cat <<'E'\n' \"\nE\n)\"; rm x", "[echo \"$([cat <<‹' \"\n›])\"] ; [rm x]", ""),
        ("cat <<a <<b <<c", "[cat << << <<]", "4<< 8<< 12<<"),
        ("cat <<E\n$(cat <<F\n$(rm x)\nF\n)\nE", "[cat <<\"$([cat <<\"$([rm x])‹\n›\"])‹\n›\"]", ""),
    ]);
}

#[test]
fn words_that_other_parsers_leave_quoted() {
    check_faulty(&[
        ("rm 'a b'\"c\"\\ d$'\\x41'", "[rm ‹a b›\"‹c›\"‹ ›d‹A›]", ""),
        ("declare -a x=($(rm y))", "[declare -a x=($([rm y]))]", ""),
        ("echo \"${x:-\"$(rm y)\"}\" ${x:-\"a}\"}", "[echo \"${x :- \"$([rm y])\"}\" ${x :- \"‹a}›\"}]", ""),
        ("echo @(a|$(rm x))", "[echo «@(a|»$([rm x])«)»]", ""),
        ("a=b=c d=(e) rm", "[a:=b=c d:=(e) rm]", ""),
        ("rm \"$(a \"b\")\"", "[rm \"$([a \"‹b›\"])\"]", ""),
    ]);
}

#[test]
fn texts_that_made_other_parsers_hang_or_stop() {
    check_faulty(&[
        ("for i in echo >x", "for i in (echo) do  done >x", "0for"),
        ("for i in echo >x; do rm y; done", "for i in (echo) do  done >x ; [rm y]", "0for 18? 27?"),
        ("echo \"${v:-a'b}\"; rm x", "[echo \"${v :- ‹a'b›}\"] ; [rm x]", "12?"),
        ("case x in", "case x in esac", "0case"),
        ("a=(b a=(b a=(b", "[a:=(b a=)] ; ( [b a=] ; ( [b] ) )", "2( 7? 12? 7("),
        ("[[ a =~ ((((", "[[ a =~  ]] ; ( ( ( (  ) ) ) )", "0[[ 8? 11( 10( 9( 8("),
        ("{a,{a,{a,", "[{a,{a,{a,]", ""),
        ("a\rb", "[a\rb]", ""),
        ("a;;b;;c", "[a] ; [b] ; [c]", "1? 4?"),
        ("${a:-${a:-${a:-", "[${a :- ${a :- ${a :- }}}]", "11${ 6${ 1${"),
        ("<<x <<x <<x", "[<< << <<]", "0<< 4<< 8<<"),
        ("a|a|a|a", "[a] | [a] | [a] | [a]", ""),
    ]);
}
