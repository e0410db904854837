import type { ThemeConfig } from 'antd';

/**
 * Ant Design in Tizhi's clothes: the same values as `styles/base.css`. High contrast, large touch targets.
 * `still`: the reader wants no motion.
 */
export const themeFor = ({ still }: { readonly still: boolean }): ThemeConfig => ({
  token: {
    motion: !still,
    colorPrimary: '#0b6b7a',
    colorText: '#0c1c24',
    colorTextSecondary: '#44555f',
    colorBgLayout: '#eef2f4',
    colorBorder: '#b8c4ca',
    borderRadius: 10,
    controlHeight: 40,
    fontSize: 15,
    fontFamily: 'var(--font)',
  },
});
