<?php
// php act.php install KEY | comments | spam ID | ham ID | retry | verify KEY, on standard output as JSON.
$_SERVER += array( 'HTTP_HOST' => parse_url( getenv( 'WP_ADDRESS' ), PHP_URL_HOST ), 'REMOTE_ADDR' => '192.0.2.1' );
list( , $act, $word ) = $argv + array( '', '', '' );
if ( 'install' === $act ) {
	define( 'WP_INSTALLING', true );
}
define( 'WP_ADMIN', true );
require __DIR__ . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

function comments_told() {
	$told = array();
	foreach ( get_comments(
		array(
			'status'  => array( 'approve', 'hold', 'spam' ),
			'orderby' => 'comment_ID',
			'order'   => 'ASC',
		)
	) as $comment ) {
		$history = array_map(
			function ( $one ) {
				return $one['event'];
			},
			Akismet::get_comment_history( $comment->comment_ID ) ?: array()
		);
		$told[]  = array(
			'id'      => (int) $comment->comment_ID,
			'text'    => $comment->comment_content,
			'status'  => $comment->comment_approved,
			'history' => $history,
		);
	}
	return $told;
}

switch ( $act ) {
	case 'install':
		wp_install( 'Un site', 'admin', 'admin@example.org', false, '', 'a password of a test' );
		update_option( 'active_plugins', array( 'akismet/akismet.php' ) );
		update_option( 'wordpress_api_key', $word );
		update_option( 'akismet_strictness', '0' );
		update_option( 'akismet_comment_nonce', 'false' );
		// So that Akismet's own effect is seen.
		update_option( 'comment_previously_approved', '0' );
		update_option( 'comments_notify', '0' );
		update_option( 'moderation_notify', '0' );
		$told = 'installed';
		break;
	case 'verify':
		$told = Akismet::verify_key( $word );
		break;
	case 'spam':
	case 'ham':
		wp_set_current_user( 1 );
		$_POST['status'] = 'spam' === $act ? 'spam' : 'unspam';
		$_POST['id']     = $word;
		'spam' === $act ? wp_spam_comment( (int) $word ) : wp_unspam_comment( (int) $word );
		$told = comments_told();
		break;
	case 'retry':
		Akismet::cron_recheck();
		$told = comments_told();
		break;
	case 'admin':
		$told = array(
			'account' => Akismet_Admin::get_akismet_user( Akismet::get_api_key() ),
			'stats'   => Akismet_Admin::get_stats( Akismet::get_api_key() ),
		);
		break;
	default:
		$told = comments_told();
}
echo json_encode( $told );
