import { createBrowserRouter } from 'react-router';
import { Loading } from './shell/loading.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { PageError } from './shell/page-error.tsx';
import { Shell } from './shell/shell.tsx';

/** Each page is its own download: the sign-in page of a phone on bad Wi-Fi brings no charts. */
export const router = createBrowserRouter([
  {
    errorElement: <PageError />,
    hydrateFallbackElement: <Loading />,
    children: [
      {
        path: '/sign-in',
        lazy: async () => ({ Component: (await import('./session/sign-in-page.tsx')).SignInPage }),
      },
      {
        path: '/',
        element: <Shell />,
        children: [
          {
            // A page that breaks leaves the navigation in place.
            errorElement: <PageError />,
            children: [
              {
                index: true,
                lazy: async () => ({ Component: (await import('./live/home-page.tsx')).HomePage }),
              },
              {
                path: 'lessons/:lesson',
                lazy: async () => ({ Component: (await import('./live/live-page.tsx')).LivePage }),
              },
              {
                path: 'lessons/:lesson/certificate',
                lazy: async () => ({
                  Component: (await import('./certificate/certificate-page.tsx')).CertificatePage,
                }),
              },
              {
                path: 'alerts',
                lazy: async () => ({ Component: (await import('./alerts/alerts-page.tsx')).AlertsPage }),
              },
              {
                path: 'gateways',
                lazy: async () => ({
                  Component: (await import('./gateways/gateways-page.tsx')).GatewaysPage,
                }),
              },
              {
                path: 'results',
                lazy: async () => ({ Component: (await import('./results/results-page.tsx')).ResultsPage }),
              },
              {
                path: 'test-days',
                lazy: async () => ({
                  Component: (await import('./test-days/test-days-page.tsx')).TestDaysPage,
                }),
              },
              {
                path: 'test-days/:testDay',
                lazy: async () => ({
                  Component: (await import('./test-days/test-day-page.tsx')).TestDayPage,
                }),
              },
              {
                path: 'roster',
                lazy: async () => ({ Component: (await import('./roster/roster-page.tsx')).RosterPage }),
              },
              { path: '*', element: <NotFoundPage /> },
            ],
          },
        ],
      },
    ],
  },
]);
